//! Running other programs: what failed is said by the program's own words and by its exit status.

use std::{
    ffi::OsStr,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Command, ExitStatus, Stdio},
};

use anyhow::{Context, Result, bail};

/// A program to be run in a folder, with nothing on its standard input.
pub(crate) fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Cargo itself, the same that runs this program.
pub(crate) fn cargo(folder: &Path) -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), folder)
}

/// Runs to the end; anything but success is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    check(command, status)
}

/// Runs to the end and returns what was written to standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| cannot_start(command))?;
    check(command, output.status)?;
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` wrote bytes that are not text", line(command)))
}

/// Runs to the end, showing standard output as it comes, and returns it with the exit status.
pub(crate) fn tee(command: &mut Command) -> Result<(String, ExitStatus)> {
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    let mut seen = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut terminal = io::stdout();
        loop {
            let from = seen.len();
            // Test runners print bytes that are not always text.
            if reader.read_until(b'\n', &mut seen)? == 0 {
                break;
            }
            terminal.write_all(&seen[from..])?;
            terminal.flush()?;
        }
    }
    let status = child.wait()?;
    Ok((String::from_utf8_lossy(&seen).into_owned(), status))
}

/// Runs to the end and returns what was written to standard error, with the exit status.
pub(crate) fn complaints(command: &mut Command) -> Result<(String, ExitStatus)> {
    let output = command.stdout(Stdio::null()).output().with_context(|| cannot_start(command))?;
    Ok((String::from_utf8_lossy(&output.stderr).into_owned(), output.status))
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` can't be started", line(command))
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut trunk = command("trunk", Path::new("."));
        trunk.args(["build", "--release"]);
        assert_eq!(line(&trunk), "trunk build --release");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = run(&mut command("no-such-program", Path::new("."))).unwrap_err();
        assert!(error.to_string().contains("`no-such-program` can't be started"));
    }
}
