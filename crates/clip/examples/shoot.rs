//! Writes the clip of a prompt to a file: `shoot out.mp4 "a prompt" 16:9 50 0 sound`.

use std::{env, error::Error, fs};

use foley_clip::{Clip, render, size_of};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let file = args.next().unwrap_or_else(|| "clip.mp4".into());
    let prompt = args.next().unwrap_or_else(|| "waves on a beach at sunrise".into());
    let (width, height) = args.next().as_deref().and_then(size_of).unwrap_or((640, 360));
    let duration_tenths = args.next().map_or(Ok(50), |tenths| tenths.parse())?;
    let variation = args.next().map_or(Ok(0), |number| number.parse())?;
    let sound = args.next().map(|_| foley_synth::render(&prompt, duration_tenths, variation));
    let sound = sound.map(|sound| foley_mp3::encode(&sound));
    let clip = Clip { prompt, width, height, duration_tenths, variation };
    fs::write(file, render(&clip, sound.as_deref()))?;
    Ok(())
}
