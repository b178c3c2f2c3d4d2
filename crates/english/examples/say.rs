//! Says a text into a WAV file: `say out.wav "a text" anna 10`.

use std::{env, error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let mut next = |or: &str| args.next().unwrap_or_else(|| or.into());
    let (file, text) = (next("english.wav"), next("Hello, world. How are you today?"));
    let (voice, speed) = (next("anna"), next("10"));
    let sound = foley_english::speak(&text, &voice, speed.parse()?)
        .ok_or("that is for foley-speech: it is not all English")?;
    fs::write(file, sound.to_wav())?;
    println!("{:.2} s, {:.1} LUFS", sound.frames() as f64 / 44_100.0, sound.loudness());
    Ok(())
}
