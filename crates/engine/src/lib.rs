//! What happens to a job over time: create, reconcile, wait, keep. Sans-IO.
