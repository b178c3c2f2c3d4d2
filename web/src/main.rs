//! The playground's start.

fn main() {
    foley_web::page::panic::show_panics();
    foley_web::app::mount();
}
