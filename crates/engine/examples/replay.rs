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
            Ok(all) => {
                for player::Replayed { job, entries, skipped, stage } in all {
                    println!(
                        "{job}: {entries} entries replayed, {skipped} left out; it ends as {stage}"
                    );
                }
            }
            Err(why) => {
                println!("{path}: {why}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}
