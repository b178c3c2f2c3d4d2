//! The page's second worker: the sandbox with all that it takes to speak and to film, fetched only
//! when something is to be spoken or filmed.

#[cfg(target_arch = "wasm32")]
fn main() {
    foley_sandbox_worker::run(foley_sandbox_studio::studio());
}

/// It has a meaning in a browser only; natively there is `foley-server`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
