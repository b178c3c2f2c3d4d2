//! A worker of the page's sandbox, which turns WAV into MP3.

#[cfg(target_arch = "wasm32")]
fn main() {
    foley_sandbox_studio::run(async |order| match order {
        foley_sandbox::Order::Mp3(wav) => foley_sandbox_studio::mp3(&wav),
        _ => Err("This worker makes MP3 only".to_owned()),
    });
}

/// It has a meaning in a browser only; natively there is `foley-server`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
