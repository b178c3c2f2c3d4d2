//! A worker of the page's sandbox, which speaks, in any language, as a machine does.

#[cfg(target_arch = "wasm32")]
fn main() {
    foley_sandbox_studio::run(async |order| match order {
        foley_sandbox::Order::Speech(spoken) => foley_sandbox_studio::voice(&spoken),
        _ => Err("This worker speaks only".to_owned()),
    });
}

/// It has a meaning in a browser only; natively there is `foley-server`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
