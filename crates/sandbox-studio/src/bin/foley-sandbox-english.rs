//! A worker of the page's sandbox, which speaks English, as somebody once did.

#[cfg(target_arch = "wasm32")]
fn main() {
    foley_sandbox_studio::run(async |order| match order {
        foley_sandbox::Order::Speech(spoken) => foley_sandbox_studio::english(&spoken),
        _ => Err("This worker speaks only".to_owned()),
    });
}

/// It has a meaning in a browser only; natively there is `foley-server`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
