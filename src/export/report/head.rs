//! A title → the beginning of a page, up to the end of the style that all pages have.

const STYLE: &str = include_str!("../../../assets/report/page.css");

/// The beginning of a page up to the end of its common style. The title is escaped.
pub(super) fn head(title: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n{GENERATOR}\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}"
    )
}

/// What tells that a page was written by this program.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"diptych\">";
