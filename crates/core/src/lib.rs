//! Requests, limits, tasks, errors and the wire formats of Kling's audio APIs. Pure.
