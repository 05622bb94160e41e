"""Makes service/text/data/ids-rules.json: the patterned identifiers, as regular expressions of plain ASCII text.

Every quantifier is bounded and every pattern is in the syntax that Python and JavaScript share. Order is
precedence: a stretch that one rule has claimed is closed to those after it.
"""

import json
from pathlib import Path

OUT = Path(__file__).parents[2] / "service" / "text" / "data" / "ids-rules.json"

NOT_BEFORE = r"(?<![a-z0-9_])"
NOT_AFTER = r"(?![a-z0-9_])"
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
ORDINAL = r"(?:st|nd|rd|th)?"
MONTH = (
    r"(?:jan(?:uary|y)?|feb(?:ruary|uary|y)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:mon|tues?|wed(?:s|nes)?|thurs?|thur?|fri|sat(?:ur)?|sun)(?:day)?"
YEAR = r"(?:(?:19|20)[0-9]{2}|'?[0-9]{2})"
CLOCK = r"(?:[0-2]?[0-9][.:][0-5][0-9](?: ?[ap]\.?m\.?)?|[0-2]?[0-9] ?[ap]m|[0-2][0-9][0-5][0-9] ?(?:hrs|hours))"
HOUR_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2})"
SPOKEN = rf"(?:(?:half|quarter|twenty|ten|five)(?: (?:past|to))? {HOUR_WORD}|midnight|noon|midday|{HOUR_WORD} ?o'?clock)"
NEAR = r"(?:at |@ ?|around |about |approx |just after |just before |c\.? ?)"
TIME_AFTER = rf"(?:,? ?{NEAR}{{0,2}}(?:{CLOCK}(?:ish)?|{SPOKEN})|,? {NEAR}[0-2][0-9][0-5][0-9](?![a-z0-9/])|,? {NEAR}[0-2]?[0-9](?=[,;)]|\.(?![0-9])| ?\n|$| it| and| when| the))?"
TIME_BEFORE = rf"(?:(?:{CLOCK}|{SPOKEN}),? (?:on )?)?(?:the )?"
SEVERAL = r"(?:(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)? ?(?:-|/|to|and|&|or) ?(?:the )?)?"
WORD_DAY = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[ -](?:first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty[ -]first)"
)
TOP = r"(?:com|org|net|info|io|me|co|uk|gov|nhs|police|sch|ac|example|cymru|wales|scot|eu|ie|pl|de|fr)"
UNIT_OF_AGE = r"(?:years?|yrs?|y|months?|mths?|mos?|weeks?|wks?|days?)"
SMALL = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
TENS = r"(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)"
NUMBER = rf"(?:{TENS}(?:[ -]?(?:one|two|three|four|five|six|seven|eight|nine))?|{SMALL}|one)"
REF_WORD = (
    r"(?:ref|refs|reference|case|crime|log|incident|inc|job|cad|file|claim|collar|badge|staff|payroll|hospital|hosp|nhs"
    r"|upn|uln|urn|crn|pnc|pncid|prison|rio|emis|mosaic|datix|niche|item|works order|wo|order|order number|ticket|account|acct"
    r"|policy|passport|licence|permit|reg|registration|warrant|shoulder|ni|nino|national insurance|mrn|rn|unit number|ulysses"
    r"|liquidlogic|lcs|ehm|systmone|athena|ehcp|tenancy|rent|invoice|complaint|foi|referral|application|pin|nmc|gmc|hcpc"
    r"|dbs|cr|mpd|misper|accession|specimen|sample|patient|pt|client|service user|asset|serial|fleet|vehicle|plate|callsign)"
)
REF_JOIN = r"(?: ?(?:no|nos|number|numbers|num|ref|refs|reference|id|code|#)\.?)?(?: ?(?:is|was|:|#|-|=|of))? ?\(?"
REF_VALUE = r"(?=[a-z0-9/._-]{0,24}[0-9]{3})[a-z0-9]{1,14}(?:[-/._][a-z0-9&]{1,14}){0,6}"
STREET = (
    r"(?:street|st|road|rd|lane|ln|avenue|ave|close|drive|crescent|cres|terrace|way|court|ct|gardens|grove|place|walk|hill"
    r"|row|mews|parade|rise|square|green|view|park|gate|wharf|yard|cottages|house|heights|towers?|buildings|point|lodge)"
)

DIGIT = "[0-9]"
SHORT_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
DAY_MONTH = rf"[0-9](?:st|nd|rd|th)? ?(?:of )?-?{SHORT_MONTH}"
MONTH_DAY = rf"{SHORT_MONTH}[a-z]{{0,6}}\.? (?:the )?[0-9]"

# name, type, which text ("l" lower, "p" as written), what the lower text must hold for it to run, force, fixed, pattern
Rule = tuple[str, str, str, str, bool, bool, str]
RULES: list[Rule] = [
    ("email", "contact", "l", "@", True, True,
     rf"{NOT_BEFORE}[a-z0-9][a-z0-9._%+-]{{0,63}}@[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,5}}"),
    ("email-words", "contact", "l", r"dot[ )\]]", True, True,
     rf"{NOT_BEFORE}[a-z0-9][a-z0-9._-]{{1,40}} ?(?:\(at\)|\[at\]| at ) ?[a-z0-9-]{{2,40}}(?: ?(?:\(dot\)|\[dot\]| dot |\.) ?[a-z]{{2,10}}){{0,2}} ?(?:\(dot\)|\[dot\]| dot ) ?[a-z]{{2,8}}{NOT_AFTER}"),
    ("url", "contact", "l", r"://|www\.", True, True, rf"{NOT_BEFORE}(?:https?://|www\.)[^ \n<>\"]{{2,200}}[a-z0-9/]"),
    ("domain", "contact", "l", r"[a-z0-9]\.[a-z]{2}", True, True,
     rf"{NOT_BEFORE}[a-z0-9-]{{2,63}}(?:\.[a-z0-9-]{{2,63}}){{0,3}}\.{TOP}(?:/[a-z0-9._%/?=&#@-]{{0,100}}[a-z0-9/])?{NOT_AFTER}"),
    ("handle", "contact", "l", "@", True, True, r"(?<![a-z0-9_.])@[a-z0-9_][a-z0-9_.]{0,38}[a-z0-9_]"),
    ("date-number", "date", "l", r"[0-9] ?[/.-] ?[0-9]{1,2} ?[/.-] ?[0-9]{2}", True, False,
     rf"{TIME_BEFORE}(?:{WEEKDAY}\.?,? )?(?<![0-9/.-]){DAY} ?([/.-]) ?(?:1[0-2]|0?[1-9]) ?\1 ?(?:(?:19|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9/-]|\.[0-9]){TIME_AFTER}"),
    ("date-iso", "date", "l", r"[0-9]{4}[/.-][0-9]", True, False,
     rf"(?<![0-9/.-])(?:19|20)[0-9]{{2}}([/.-])(?:1[0-2]|0[1-9])\1{DAY}(?![0-9/-]){TIME_AFTER}"),
    ("date-words", "date", "l", DAY_MONTH, True, False,
     rf"{NOT_BEFORE}{TIME_BEFORE}(?:{WEEKDAY}\.?(?: nite| night)?,? (?:the )?)?(?<![0-9/.-]){SEVERAL}{DAY} ?{ORDINAL}(?: of)?[ -]?{MONTH}(?:\.(?! ?[a-z]{{2}}))?(?:(?:[ -]{YEAR}|, ?(?:19|20)[0-9]{{2}})(?![0-9:./]?[0-9]))?{NOT_AFTER}{TIME_AFTER}"),
    ("date-month-first", "date", "l", MONTH_DAY, True, False,
     rf"{NOT_BEFORE}{TIME_BEFORE}(?:{WEEKDAY}\.?,? )?{MONTH}\.? (?:the )?{DAY}(?:st|nd|rd|th)?(?:,? (?:19|20)[0-9]{{2}})?{NOT_AFTER}(?![:.%][0-9]|[0-9]|%){TIME_AFTER}"),
    ("date-ordinal-words", "date", "l", r"(?:st|nd|rd|th) (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", True, False,
     rf"{NOT_BEFORE}(?:{WEEKDAY},? )?(?:the )?{WORD_DAY} (?:of )?{MONTH}(?:,? {YEAR})?{NOT_AFTER}"),
    ("date-weekday-day", "date", "l", r"[0-9](?:st|nd|rd|th)", True, False,
     rf"{NOT_BEFORE}{WEEKDAY},? (?:the )?{DAY}(?:st|nd|rd|th){NOT_AFTER}{TIME_AFTER}"),
    ("phone", "contact", "l", r"[0-9o](?:[ ().-]{0,2}[0-9o]){8}", True, True,
     r"(?<![a-z0-9_/-])(?:\+ ?44|00 ?44|\(?[0o])(?:[ ().-]{0,2}[0-9o]){8,12}(?![a-z0-9_/])"),
    ("ni", "id-number", "l", DIGIT, True, True,
     rf"{NOT_BEFORE}[a-z]{{2}} ?[0-9]{{2}} ?[0-9]{{2}} ?[0-9]{{2}} ?[a-d]{NOT_AFTER}"),
    ("nhs", "id-number", "l", r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}", True, True, r"(?<![a-z0-9_/.-])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![a-z0-9_/-])"),
    ("plate", "id-number", "l", r"[0-9]{2} ?[a-z]{3}", True, True, rf"{NOT_BEFORE}[a-z]{{2}}[0-9]{{2}} ?[a-z]{{3}}{NOT_AFTER}"),
    ("plate-spaced", "id-number", "p", r"[0-9]{2} [a-z]{3}", True, True, r"(?<![A-Za-z0-9_])[A-Z]{2} [0-9]{2} [A-Z]{3}(?![A-Za-z0-9_])"),
    ("postcode", "location", "l", r"[0-9][a-z]{2}", True, True,
     rf"{NOT_BEFORE}[a-z]{{1,2}}[0-9][0-9a-z]? {{0,2}}[0-9][abd-hjlnp-uw-z]{{2}}{NOT_AFTER}"),
    ("reference-spaced", "id-number", "l", r"[0-9][ /a-z-]{0,6}[0-9]", True, True,
     rf"{NOT_BEFORE}{REF_WORD}{REF_JOIN}(?<group>(?<![a-z0-9_])(?=(?:[a-z/-]{{0,5}} ?[a-z/-]{{0,5}}[0-9]){{5}})(?:[a-z]{{1,5}}[ -]?)?[0-9]{{1,8}}(?:[ /-][0-9]{{2,8}}){{0,3}})(?![a-z0-9_/-]|\.[0-9])"),
    ("officer", "id-number", "l", r"[0-9]{3}", True, True,
     rf"{NOT_BEFORE}(?:pc|wpc|dc|ds|sgt|pcso|collar|shoulder|insp|ps)(?: nos?\.?)? (?<group>[0-9]{{3,5}}(?: [a-z](?![a-z0-9]))?){NOT_AFTER}"),
    ("extension", "contact", "l", r"ext", True, True, rf"{NOT_BEFORE}(?:ext|extn|extension)\.? ?(?<group>[0-9]{{3,6}}){NOT_AFTER}"),
    ("reference", "id-number", "l", r"[0-9]{3}", True, True,
     rf"{NOT_BEFORE}{REF_WORD}{REF_JOIN}(?<group>{REF_VALUE}){NOT_AFTER}"),
    ("code", "id-number", "p", DIGIT, True, True,
     r"(?<![A-Za-z0-9_/.-])(?=[A-Za-z0-9/._-]{0,24}[A-Z])(?=(?:[A-Za-z/._-]{0,10}[0-9]){4})[A-Z0-9]{1,14}(?:[-/._][A-Za-z0-9]{1,14}){0,6}(?![A-Za-z0-9_/])"),
    ("code-slashed", "id-number", "p", r"[0-9]{2}[-/][0-9]{4}", True, True,
     r"(?<![A-Za-z0-9_/.-])[0-9]{2,10}[-/][0-9]{4,10}(?:[-/][0-9]{1,8}){0,3}(?![A-Za-z0-9_/])"),
    ("digits", "id-number", "l", r"[0-9]{6}", True, True, r"(?<![a-z0-9_/.,-])[0-9]{6,14}(?![a-z0-9_/-]|[.,][0-9])"),
    ("age-of", "age", "l", r"age", True, False,
     rf"{NOT_BEFORE}aged? ?(?:of )?(?:[0-9]{{1,3}}|{NUMBER})(?: ?{UNIT_OF_AGE})?(?: old)?{NOT_AFTER}"),
    ("age-old", "age", "l", r"old", True, False,
     rf"{NOT_BEFORE}(?:[0-9]{{1,3}}|{NUMBER})[ -]?{UNIT_OF_AGE}(?:[ ,]{{1,2}}(?:and )?[0-9]{{1,2}}[ -]?{UNIT_OF_AGE})?[ -]olds?{NOT_AFTER}"),
    ("age-short", "age", "l", r"[0-9] ?y", True, False, rf"{NOT_BEFORE}[0-9]{{1,3}} ?(?:yo|y/o|y\.o\.|yr olds?){NOT_AFTER}"),
    ("date-after-word", "date", "l", r"[0-9]/[0-9]", True, False,
     rf"{NOT_BEFORE}(?:on |since |dated |until |til |till |born |from |by )?(?:the )?(?<group>{TIME_BEFORE}(?:{WEEKDAY}\.?(?: nite| night)?,? )?(?<![a-z0-9_./-])(?!24/7){SEVERAL}{DAY}/(?:1[0-2]|0?[1-9])(?:(?:, | and |, and ){DAY}/(?:1[0-2]|0?[1-9])){{0,5}}(?![a-z0-9_/-]|[.,][0-9]|%){TIME_AFTER})"),
    ("date-short", "date", "l", r"[0-9][/.][0-9]", False, False, rf"(?<![a-z0-9_./-]){DAY}[/.](?:1[0-2]|0?[1-9])(?![a-z0-9_/-]|[.,][0-9]|%)"),
    ("code-small", "id-number", "l", DIGIT, False, True,
     r"(?<![a-z0-9_/.-])(?=[a-z0-9/._-]{0,24}[a-z])(?=(?:[a-z/._-]{0,10}[0-9]){3})[a-z0-9]{1,14}(?:[-/._][a-z0-9]{1,14}){0,6}(?![a-z0-9_/])"),
]  # fmt: skip


def main() -> None:
    """Write the rules."""
    keys = ("name", "type", "on", "gate", "force", "fixed", "pattern")
    rows = [dict(zip(keys, rule, strict=True)) for rule in RULES]
    OUT.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
