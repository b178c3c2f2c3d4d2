//! The providers' files: where they are, and what is in them.

use foley_core::{AssetFormat, HttpResponse, Operation, UnixMillis};

/// Where all files are: a host that is none of the providers'.
pub(crate) const HOST: &str = "https://files.example/";

/// A file that is offered.
#[derive(Clone, Debug)]
pub(crate) struct Offered {
    pub(crate) format: AssetFormat,
    pub(crate) url: String,
}

/// What a file's address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) host: usize,
    pub(crate) task: usize,
    pub(crate) format: AssetFormat,
    pub(crate) expires: UnixMillis,
}

/// What an operation makes, in the order in which it is to be kept.
pub(crate) const fn made(operation: Operation) -> &'static [AssetFormat] {
    match operation {
        Operation::SoundEffect => &[AssetFormat::Wav],
        Operation::VideoSound => &[AssetFormat::Wav, AssetFormat::Mp4],
        Operation::Speech => &[AssetFormat::Mp3],
        Operation::Video => &[AssetFormat::Mp4],
    }
}

/// The links to all files of a task, good until then.
pub(crate) fn links(
    host: usize,
    task: usize,
    operation: Operation,
    expires: UnixMillis,
) -> Vec<Offered> {
    let link = |format: &AssetFormat| Offered {
        format: *format,
        url: format!("{HOST}{host}/{task}.{}?expires={}", format.extension(), expires.0),
    };
    made(operation).iter().map(link).collect()
}

/// Reads an address.
pub(crate) fn read(url: &str) -> Option<Link> {
    let (host, rest) = url.strip_prefix(HOST)?.split_once('/')?;
    let (task, rest) = rest.split_once('.')?;
    let (_, expires) = rest.split_once("?expires=")?;
    Some(Link {
        host: host.parse().ok()?,
        task: task.parse().ok()?,
        format: AssetFormat::of_url(url)?,
        expires: UnixMillis(expires.parse().ok()?),
    })
}

/// A file: as little as will pass for one, and whose it is.
pub(crate) fn bytes(format: AssetFormat, job: usize) -> Vec<u8> {
    let head: &[u8] = match format {
        AssetFormat::Wav => b"RIFF\x40\0\0\0WAVE",
        AssetFormat::Mp3 => b"ID3\x04",
        AssetFormat::Mp4 => b"\0\0\0\x18ftypmp42",
        AssetFormat::Mov => b"\0\0\0\x14ftypqt  ",
    };
    [head, format!(" job-{job}.").as_bytes()].concat()
}

pub(crate) fn serve(format: AssetFormat, job: usize) -> HttpResponse {
    let body = bytes(format, job);
    let length = body.len().to_string();
    HttpResponse { status: 200, headers: vec![("content-length".to_owned(), length)], body }
}
