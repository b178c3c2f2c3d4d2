//! Replays logs that the page has saved: `cargo xtask replay FILE`.

#[path = "../tests/replay/player.rs"]
#[allow(dead_code, reason = "the tests replay what is no file, too")]
mod player;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for path in std::env::args().skip(1) {
        let outcome = std::fs::read_to_string(&path)
            .map_err(|error| error.to_string())
            .and_then(|text| player::replay_text(&text).map_err(|failure| failure.to_string()));
        match outcome {
            Ok(player::Replayed { entries, skipped, stage }) => {
                println!(
                    "{path}: {entries} entries replayed, {skipped} left out; at the end: {stage}"
                );
            }
            Err(why) => {
                println!("{path}: {why}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
