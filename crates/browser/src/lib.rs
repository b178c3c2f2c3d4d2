//! Fetch, timers, store and the driver that runs the engine on them: all that touches the browser.
