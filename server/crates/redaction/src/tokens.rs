//! Tokens of known services, by the shapes that these gave them so that they can be found.

use std::{ops::Range, sync::LazyLock};

use regex::{Regex, RegexSet};

use crate::{Finding, Rule, chance, edges};

/// What tells a token from a text that looks like one.
#[derive(Clone, Copy)]
enum Check {
    /// It has to look like chance.
    Chance,
    /// Its last six characters are the CRC-32 of those between prefix and them, to the base 62.
    Base62,
    /// The last eight are the CRC-32 of all before them and the `_`, in hexadecimal.
    Hexadecimal,
    /// The shape alone: nothing else has it.
    Shape,
}

/// A service, what its tokens look like, and what is to be asked beyond that. Where a shape has a group, that
/// is the part of chance.
const SHAPES: [(&str, &str, Check); 66] = [
    ("a GitHub token", r"gh[pousr]_([A-Za-z0-9]{36})", Check::Base62),
    ("a GitHub token", r"github_pat_[A-Za-z0-9]{22}_([A-Za-z0-9]{59})", Check::Chance),
    ("an npm token", r"npm_([A-Za-z0-9]{36})", Check::Base62),
    (
        "a GitLab token",
        r"gl(?:pat|dt|rt|ft|soat|cbt|imt|agent)-([A-Za-z0-9_-]{20,64})",
        Check::Chance,
    ),
    ("a GitLab token", r"glptt-([a-f0-9]{40})", Check::Chance),
    ("a Slack token", r"xox[abeoprs]-(?:[0-9]+-){1,3}([A-Za-z0-9]{16,64})", Check::Chance),
    ("a Slack token", r"xapp-[0-9]-[A-Z0-9]+-[0-9]+-([a-f0-9]{64})", Check::Chance),
    (
        "the address of a Slack webhook",
        r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z0-9]+/[A-Z0-9]+/([A-Za-z0-9]{20,})",
        Check::Chance,
    ),
    (
        "the address of a Discord webhook",
        r"discord(?:app)?\.com/api/webhooks/[0-9]{17,20}/([A-Za-z0-9_-]{60,})",
        Check::Chance,
    ),
    (
        "a Discord token",
        r"[MNO][A-Za-z0-9_-]{23,25}\.[A-Za-z0-9_-]{6}\.([A-Za-z0-9_-]{27,38})",
        Check::Chance,
    ),
    (
        "the address of a Teams webhook",
        r"webhook\.office\.com/webhookb2/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/([0-9a-f]{32})",
        Check::Chance,
    ),
    ("an AWS access key", r"(?:AKIA|ASIA|ABIA|ACCA)([A-Z2-7]{16})", Check::Chance),
    ("an Amazon Bedrock key", r"ABSK([A-Za-z0-9+/]{100,}={0,2})", Check::Chance),
    ("a Stripe key", r"[sr]k_live_([A-Za-z0-9]{16,247})", Check::Chance),
    ("a Stripe secret of a webhook", r"whsec_([A-Za-z0-9+/]{32,}={0,2})", Check::Chance),
    ("a Google API key", r"AIza([A-Za-z0-9_-]{35})", Check::Chance),
    ("a Google OAuth secret", r"GOCSPX-([A-Za-z0-9_-]{28})", Check::Chance),
    ("a Google OAuth token", r"ya29\.([A-Za-z0-9_-]{60,})", Check::Chance),
    (
        "an OpenAI key",
        r"sk-(?:proj|svcacct|admin|None)?-?[A-Za-z0-9_-]{16,80}T3BlbkFJ([A-Za-z0-9_-]{16,80})",
        Check::Chance,
    ),
    ("an Anthropic key", r"sk-ant-[a-z0-9]+-([A-Za-z0-9_-]{80,120})", Check::Chance),
    (
        "a PyPI token",
        r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)([A-Za-z0-9_-]{50,})",
        Check::Chance,
    ),
    ("a crates.io token", r"cio([A-Za-z0-9]{32})", Check::Chance),
    ("a RubyGems key", r"rubygems_([a-f0-9]{48})", Check::Chance),
    ("a NuGet key", r"oy2([a-z0-9]{43})", Check::Chance),
    ("a Docker Hub token", r"dckr_(?:pat|oat)_([A-Za-z0-9_-]{27,32})", Check::Chance),
    ("a Hugging Face token", r"hf_([A-Za-z]{34})", Check::Chance),
    ("a Grafana token", r"glsa_([A-Za-z0-9]{32})_[a-f0-9]{8}", Check::Hexadecimal),
    ("a Grafana Cloud token", r"glc_(eyJ[A-Za-z0-9+/]{60,}={0,2})", Check::Chance),
    ("a Vault token", r"hv[sbr]\.([A-Za-z0-9_-]{24,300})", Check::Chance),
    (
        "a Terraform Cloud token",
        r"[A-Za-z0-9]{14}\.atlasv1\.([A-Za-z0-9_=-]{60,70})",
        Check::Chance,
    ),
    ("a DigitalOcean token", r"do[opr]_v1_([a-f0-9]{64})", Check::Chance),
    ("a Heroku token", r"HRKU-([A-Za-z0-9_-]{36,60})", Check::Chance),
    ("a Fly.io token", r"(?:fm[12][ar]?|fo1)_([A-Za-z0-9+/_=-]{40,})", Check::Chance),
    ("a Cloudflare key", r"v1\.0-[a-f0-9]{24}-([a-f0-9]{146})", Check::Chance),
    ("a Vercel token", r"vc[kpr]_([A-Za-z0-9]{56})", Check::Chance),
    ("a Netlify token", r"nf[pcou]_([A-Za-z0-9_]{36})", Check::Chance),
    ("a Supabase token", r"sbp_([a-f0-9]{40})", Check::Chance),
    ("a Supabase key", r"sb_secret_([A-Za-z0-9_-]{31,})", Check::Chance),
    ("a PlanetScale token", r"pscale_(?:tkn|pw|oauth)_([A-Za-z0-9_.=-]{32,64})", Check::Chance),
    ("a Databricks token", r"dapi([a-f0-9]{32})(?:-[0-9])?", Check::Chance),
    ("an Azure storage key", r"AccountKey=([A-Za-z0-9+/]{86}==)", Check::Chance),
    ("an Azure shared access key", r"SharedAccessKey=([A-Za-z0-9+/]{43}=)", Check::Chance),
    ("a signature of Azure (SAS)", r"[?&;]sig=([A-Za-z0-9%]{43,63}%3[Dd])", Check::Chance),
    ("an Entra ID secret", r"[A-Za-z0-9_~.-]{3}[78]Q~([A-Za-z0-9_~.-]{31,34})", Check::Chance),
    ("a Telegram token", r"[0-9]{8,10}:AA([A-Za-z0-9_-]{33})", Check::Chance),
    ("a SendGrid key", r"SG\.[A-Za-z0-9_-]{22}\.([A-Za-z0-9_-]{43})", Check::Chance),
    ("a Mailchimp key", r"([0-9a-f]{32})-us[0-9]{1,2}", Check::Chance),
    ("a Shopify token", r"shp(?:at|ca|pa|ss|tka)_([A-Fa-f0-9]{32})", Check::Chance),
    ("a Square token", r"sq0(?:atp|csp)-([A-Za-z0-9_-]{22,43})", Check::Chance),
    ("a New Relic key", r"NRAK-([A-Z0-9]{27})", Check::Chance),
    ("a Sentry token", r"sntry[su]_([A-Za-z0-9+/=_-]{60,})", Check::Chance),
    ("a Dynatrace token", r"dt0[a-z][0-9]{2}\.[A-Z2-7]{24}\.([A-Z2-7]{64})", Check::Chance),
    ("a PagerDuty key", r"u\+([A-Za-z0-9_+-]{18})", Check::Chance),
    ("a Buildkite token", r"bkua_([a-z0-9]{40})", Check::Chance),
    ("a CircleCI token", r"CCIPAT_[A-Za-z0-9]{22}_([a-f0-9]{40})", Check::Chance),
    ("an Atlassian token", r"ATATT3([A-Za-z0-9_=-]{180,})", Check::Chance),
    ("a Bitbucket token", r"ATBB([A-Za-z0-9]{32})", Check::Chance),
    ("an Artifactory key", r"AKCp[0-9]([A-Za-z0-9]{60,70})", Check::Chance),
    ("a Linear key", r"lin_(?:api|oauth)_([A-Za-z0-9]{40,64})", Check::Chance),
    ("a Notion token", r"ntn_([A-Za-z0-9]{40,50})", Check::Chance),
    ("a Postman key", r"PMAK-[a-f0-9]{24}-([a-f0-9]{34})", Check::Chance),
    (
        "a Doppler token",
        r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]+\.)?([A-Za-z0-9]{40,44})",
        Check::Chance,
    ),
    ("a Pulumi token", r"pul-([a-f0-9]{40})", Check::Chance),
    (
        "a Tailscale key",
        r"tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]+-([A-Za-z0-9]{20,})",
        Check::Chance,
    ),
    ("an age key", r"AGE-SECRET-KEY-1[A-Z0-9]{58}", Check::Shape),
    (
        "a key of a model provider",
        r"(?:gsk_|xai-|pplx-|r8_|nvapi-)([A-Za-z0-9_-]{37,90})",
        Check::Chance,
    ),
];

/// All shapes at once: tells which of them a text has at all.
static ANY: LazyLock<Option<RegexSet>> =
    LazyLock::new(|| RegexSet::new(SHAPES.iter().map(|(_, shape, _)| ascii(shape))).ok());

/// Each of them.
static EACH: LazyLock<Vec<Option<Regex>>> =
    LazyLock::new(|| SHAPES.iter().map(|(_, shape, _)| Regex::new(&ascii(shape)).ok()).collect());

/// A shape as an expression that may begin anywhere but within a word.
fn ascii(shape: &str) -> String {
    format!(r"(?:^|(?-u:\b)|_)(?:{shape})")
}

pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    let Some(any) = &*ANY else { return };
    for shape in any.matches(text) {
        let Some(regex) = &EACH[shape] else { continue };
        let (what, _, check) = SHAPES[shape];
        for captures in regex.captures_iter(text) {
            let (Some(whole), part) = (captures.get(0), captures.get(1)) else { continue };
            let span = whole.range();
            let part = part.map_or(span.clone(), |part| part.range());
            if edges::at(text, span.end).is_some_and(|c| c.is_ascii_alphanumeric()) {
                continue;
            }
            let finding = || Finding::new(Rule::Token, what, text, span.clone());
            let is_token = chance::is_token(&text[part.clone()]);
            findings.extend(match holds(text, &span, &part, check) {
                Some(true) => Some(finding()),
                _ if !is_token => None,
                None => Some(finding()),
                Some(false) => Some(finding().doubtful()),
            });
        }
    }
}

/// Whether the checksum of a token is the right one, if it has one.
fn holds(text: &str, span: &Range<usize>, part: &Range<usize>, check: Check) -> Option<bool> {
    match check {
        Check::Chance => None,
        Check::Shape => Some(true),
        Check::Base62 => {
            let (body, sum) = text[part.clone()].split_at(part.len() - 6);
            Some(base62(crc32fast::hash(body.as_bytes())) == sum)
        }
        Check::Hexadecimal => {
            let (body, sum) = text[span.clone()].rsplit_once('_')?;
            let body = &body[body.len() - part.len()..];
            let sums = [body.to_owned(), format!("glsa_{body}")];
            Some(sums.iter().any(|body| format!("{:08x}", crc32fast::hash(body.as_bytes())) == sum))
        }
    }
}

/// A checksum as GitHub and npm write it.
fn base62(mut sum: u32) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(sum % 62) as usize];
        sum /= 62;
    }
    String::from_utf8_lossy(&digits).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_can_be_read() {
        assert!(ANY.is_some());
        for (regex, (what, ..)) in EACH.iter().zip(SHAPES) {
            assert!(regex.is_some(), "{what}");
        }
    }

    #[test]
    fn a_checksum_is_the_one_that_github_writes() {
        assert_eq!(base62(crc32fast::hash(b"zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ")), "0mLq17");
    }
}
