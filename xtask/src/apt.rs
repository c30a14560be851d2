//! Packages of Debian and its relatives.

use crate::error::{Error, Result};
use crate::shell::{Call, find_program};

/// Installs packages with apt.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if find_program("apt-get").is_none() {
        return Err(Error::new("apt-get is not on PATH"));
    }
    let apt = || -> Result<Call> {
        let call = Call::privileged("env")?
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"])
            // Another apt may be at work, as on a machine that has just started.
            .args(["-o", "DPkg::Lock::Timeout=300"]);
        Ok(call)
    };
    apt()?.arg("update").run()?;
    apt()?.args(["install", "--yes", "--no-install-recommends"]).args(packages).run()
}
