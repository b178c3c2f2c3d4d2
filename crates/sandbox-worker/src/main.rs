//! The sandbox as a wasm module of its own, to run in a Web Worker: fetched only when the sandbox is
//! used, and never in the way of the page. It makes sounds, and has others make the rest.

fn main() {
    foley_sandbox_worker::run();
}
