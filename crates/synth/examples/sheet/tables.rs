//! The tables, and the files beside them.

use std::{env, error::Error, fs, path::PathBuf};

use ebur128::{EbuR128, Mode};
use foley_synth::{Class, SAMPLE_RATE, Sound, plan, render};

use crate::{figures, picture, png::Picture};

/// How long each sound is, in tenths of a second.
const TENTHS: u32 = 50;

/// The pictures of the sheet, and how many stand side by side.
const WIDTH: usize = 300;
const HEIGHT: usize = 130;
const ACROSS: usize = 6;

const PROMPTS: &[&str] = &[
    "Soft ambient ocean waves at sunrise.",
    "Heavy rain with distant thunder",
    "a dog barks, then a door knocks, followed by footsteps",
    "three knocks on a wooden door",
    "forest without birds",
    "a church bell in the distance, in the rain",
    "slow footsteps in a cave, water dripping",
    "while it rains, a car passes and then a dog barks twice",
    "a single gunshot echoing in a canyon",
    "busy office: keyboard typing, phone ringing in the background",
    "glass shatters, then an alarm goes off",
    "an old clock ticking in a quiet room",
    "baby crying, mother humming",
    "crackling campfire at night with crickets and an owl",
    "steam train passing with its whistle",
    "helicopter flying overhead then an explosion",
    "a crowd cheering and applauding after fireworks",
    "cat meowing, then purring close-up",
    "horse galloping across a wooden bridge",
    "sword fight in a great hall",
    "wind howling through a haunted house, door creaking",
    "bubbling stream with frogs and a few crows, no wind",
    "fast typing then one mouse click",
    "a violent thunderstorm at sea",
    "vacuum cleaner stops, then a sigh",
    "laughing children at the beach",
    "rooster crows at dawn on a farm",
    "海浪拍打沙滩，远处有鸟叫",
    "三声敲门声，然后是脚步声",
    "quantum flux capacitor with tree bark and a heat wave",
];

/// Writes all of it to the folder that was named.
pub fn write() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let variation = arguments.next().map_or(Ok(0), |text| text.parse())?;
    fs::create_dir_all(&folder)?;
    classes(&folder, variation)?;
    println!();
    prompts(&folder, variation)
}

fn classes(folder: &std::path::Path, variation: u64) -> Result<(), Box<dyn Error>> {
    println!(
        "| class | s | LUFS | true peak dBTP | centroid Hz | onsets/s | crest dB | flatness | motion dB | lows | DC | correlation |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    let rows = Class::ALL.len().div_ceil(ACROSS);
    let mut sheet = Picture::new(ACROSS * (WIDTH + 8), rows * (HEIGHT + 30));
    for (i, class) in Class::ALL.iter().enumerate() {
        let name = class.name();
        let sound = render(name, TENTHS, variation);
        let path = folder.join(name.replace(' ', "-"));
        fs::write(path.with_extension("wav"), sound.to_wav())?;
        println!("| {name} {}", row(&sound)?);
        let large = picture::spectrogram(&sound, 3 * WIDTH, 3 * HEIGHT);
        fs::write(path.with_extension("png"), large.to_png())?;
        let (x, y) = (i % ACROSS * (WIDTH + 8), i / ACROSS * (HEIGHT + 30));
        sheet.put(x, y, &picture::spectrogram(&sound, WIDTH, HEIGHT));
        picture::write(&mut sheet, x, y + HEIGHT + 6, name);
    }
    Ok(fs::write(folder.join("sheet.png"), sheet.to_png())?)
}

fn prompts(folder: &std::path::Path, variation: u64) -> Result<(), Box<dyn Error>> {
    println!("| prompt | understood as | LUFS | true peak dBTP |");
    println!("|---|---|---|---|");
    for (i, prompt) in PROMPTS.iter().enumerate() {
        let sound = render(prompt, 2 * TENTHS, variation);
        fs::write(folder.join(format!("prompt-{:02}.wav", i + 1)), sound.to_wav())?;
        let (loudness, peak) = meter(&sound)?;
        println!("| {prompt} | {} | {loudness:.1} | {peak:.1} |", plan(prompt));
    }
    Ok(())
}

/// The figures of a sound, as a row of the table.
fn row(sound: &Sound) -> Result<String, ebur128::Error> {
    let f = figures::measure(sound);
    let (loudness, peak) = meter(sound)?;
    Ok(format!(
        "| {:.1} | {loudness:.1} | {peak:.1} | {:.0} | {:.1} | {:.1} | {:.3} | {:.1} | {:.2} | {:.1e} | {:.2} |",
        f.seconds,
        f.centroid,
        f.onsets,
        f.crest_db,
        f.flatness,
        f.motion_db,
        f.lows,
        f.dc,
        f.correlation,
    ))
}

/// Loudness in LUFS and true peak in dBTP, by a meter that isn't ours.
fn meter(sound: &Sound) -> Result<(f64, f64), ebur128::Error> {
    let mut meter = EbuR128::new(2, SAMPLE_RATE, Mode::I | Mode::TRUE_PEAK)?;
    meter.add_frames_planar_i16(&[sound.left(), sound.right()])?;
    let peak = meter.true_peak(0)?.max(meter.true_peak(1)?);
    Ok((meter.loudness_global()?, 20.0 * peak.log10()))
}
