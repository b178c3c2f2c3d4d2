//! What is made to be heard: bells, alarms, horns.
