//! Renders each class to a WAV file and prints its figures as a Markdown table.
//!
//! ```text
//! cargo run --release -p foley-synth --example sheet -- FOLDER [VARIATION]
//! ```

#[path = "../tests/figures/mod.rs"]
#[allow(clippy::disallowed_methods, unreachable_pub)] // measures, doesn't make sound
mod figures;

use std::{env, error::Error, fs, path::PathBuf};

/// File name, prompt, tenths of a second.
const SHEET: &[(&str, &str, u32)] = &[
    ("demo", "Soft ambient ocean waves at sunrise.", 50),
    ("ocean", "ocean", 50),
    ("rain", "rain", 50),
    ("wind", "wind", 50),
    ("thunder", "thunder", 50),
    ("fire", "campfire", 50),
    ("birds", "birdsong", 50),
    ("texture", "a blue idea", 50),
    ("ocean-10", "violent waves", 100),
    ("rain-light", "light rain", 100),
    ("rain-heavy", "heavy rain", 50),
    ("wind-howling", "howling wind", 100),
    ("thunder-3", "thunder", 30),
    ("thunder-10", "distant thunder", 100),
    ("fire-10", "gentle campfire", 100),
    ("birds-3", "birds", 30),
    ("birds-10", "birds", 100),
    ("storm", "storm", 100),
    ("morning", "birds and distant ocean waves with a gentle breeze", 100),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let variation = arguments.next().map_or(Ok(0), |text| text.parse())?;
    fs::create_dir_all(&folder)?;
    println!(
        "| sound | s | peak dBFS | RMS dBFS | LUFS | centroid Hz | onsets/s | crest dB | flatness | motion dB | lows | DC | correlation |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (name, prompt, tenths) in SHEET {
        let sound = foley_synth::render(prompt, *tenths, variation);
        fs::write(folder.join(name).with_extension("wav"), sound.to_wav())?;
        let f = figures::measure(&sound);
        println!(
            "| {name} | {:.1} | {:.1} | {:.1} | {:.1} | {:.0} | {:.1} | {:.1} | {:.3} | {:.1} | {:.2} | {:.1e} | {:.2} |",
            f.seconds,
            f.peak_db,
            f.peak_db - f.crest_db,
            f.lufs,
            f.centroid,
            f.onsets,
            f.crest_db,
            f.flatness,
            f.motion_db,
            f.lows,
            f.dc,
            f.correlation,
        );
    }
    Ok(())
}
