use super::*;

fn short(css: &str) -> String {
    let (sheet, faults) = read(css);
    assert_eq!(faults, [], "{css}");
    sheet.write(|address, _| format!("/x/{address}"))
}

#[test]
fn what_means_nothing_is_left_out_and_what_means_something_stays() {
    for (css, expected) in [
        (" a , b > c { color : red ; top: 0; } \n\n/* x */ d{}", "a,b > c{color : red;top: 0}d{}"),
        ("a{b:c/* d */e;f:1/**/px}", "a{b:c/**/e;f:1/**/px}"),
        ("@charset \"utf-8\"; a{}", "a{}"),
        (
            "@layer x , y ; @media (width >= 60rem) and print { a { b: c } }",
            "@layer x,y;@media (width >= 60rem) and print{a{b: c}}",
        ),
        ("a { &:hover { b: c } d: e; > f { g: h } }", "a{&:hover{b: c}d: e;> f{g: h}}"),
        (":root{--x: { a: b };--y:;--z: 1 : 2}", ":root{--x:{a: b};--y:;--z: 1 : 2}"),
        ("a{b:calc( 1px + ( 2px * 3 ) )}", "a{b:calc(1px + (2px * 3))}"),
        ("a::before{content:\"</style>  x\"}", "a::before{content:\"<\\/style>  x\"}"),
        ("a{b:url( f/x.png )}", "a{b:url(\"/x/f/x.png\")}"),
        ("a{b:url('f/\\\"x.png') no-repeat}", "a{b:url(\"/x/f/\\\"x.png\") no-repeat}"),
        (
            "a{b:image-set('1.png' 1x,\"2.png\" 2x)}",
            "a{b:image-set(\"/x/1.png\" 1x,\"/x/2.png\" 2x)}",
        ),
        (
            "@namespace svg url(http://www.w3.org/2000/svg);a{}",
            "@namespace svg url(http://www.w3.org/2000/svg);a{}",
        ),
        ("@keyframes x { from { a: b } 50% { a: c } }", "@keyframes x{from{a: b}50%{a: c}}"),
        ("a:is( b , c )::before{d:e!important}", "a:is(b,c)::before{d:e!important}"),
    ] {
        assert_eq!(short(css), expected, "{css}");
        assert_eq!(short(expected).replace("/x//x/", "/x/"), expected, "{css} again");
    }
}

#[test]
fn what_a_browser_would_leave_out_is_told_at_its_place() {
    for (css, place, message) in [
        ("a { color red }", "color red", "neither rule nor declaration"),
        ("a { color: red\n  top: 0; }", "top", "no `;` before `top`"),
        ("a { color:; }", "color:;", "`color` has no value"),
        ("a { b: c", "{", "does not end"),
        ("a { b: c(d; } e { f: g }", "c(", "does not end"),
        ("a { b: 'c\n; }", "'c", "does not end on its line"),
        ("a { b: url(c d) }", "url(c d)", "no address"),
        ("a { } }", "}", "nothing that this closes"),
        ("color: red;", "color: red;", "outside of any rule"),
        ("@import url(\"x.css\");", "@import", "does not load another"),
        ("@meda print { a { b: c } }", "@meda", "know no `@meda`"),
        ("{ a: b }", "{", "belongs to no element"),
    ] {
        let faults = read(css).1;
        let told: Vec<(&str, &str)> =
            faults.iter().map(|fault| (&css[fault.span.clone()], &*fault.message)).collect();
        assert!(
            told.iter().any(|(at, said)| *at == place && said.contains(message)),
            "{css}: {told:?}"
        );
    }
    let deep = "a{b:".to_owned() + &"(".repeat(100_000);
    assert!(read(&deep).1.iter().any(|fault| fault.message.contains("too deep")));
}
