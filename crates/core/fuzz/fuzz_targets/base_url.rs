//! A provider's address, as the user typed it.

#![no_main]

use foley_core::BaseUrl;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(url) = BaseUrl::parse(text) else { return };
    assert!(url.is_origin_of(url.as_str()), "{url} is not at its own origin");
    assert_eq!(BaseUrl::parse(url.as_str()).as_ref(), Ok(&url), "read again, it is another");
});
