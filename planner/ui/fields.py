"""The fields of the form: one for each fact of a case, with its label and where a person finds the value."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from planner.cases import EAD_CATEGORIES, FIELDS, I765_CATEGORIES, LEVELS, STATUSES
from planner.schools import load_schools

YOU, OFFER, DONE, RARE, PLAN = ("You", "The offer", "What has happened already", "Where it applies to you",
                                "Plan for another day")
BAR = ("status", "school", "program_end", "offer_start", "offer_end", "hours_per_week")
GROUPS = (YOU, OFFER, DONE, RARE, PLAN)
CARDS = dict(zip(I765_CATEGORIES, ("OPT before graduation", "OPT after graduation", "STEM extension", "economic hardship",
                                   "international organization"), strict=True))


@dataclass(frozen=True)
class Field:
    """One field: `kind` is day, count, hours, flag or choice, `options` maps the words of a choice to the value in a case,
    `only` is the status it is for, `group` its heading (none: it stands in the bar), `needs` a field without which it says
    nothing, so that it is not shown."""
    name: str
    label: str
    kind: str
    help: str
    group: str = ""
    only: str = ""
    options: tuple[tuple[str, object], ...] = ()
    needs: str = ""

    def applies_to(self, status: str) -> bool:
        return not self.only or self.only == status

    @property
    def default(self) -> object:
        """What the field holds when nothing was entered, in the form's own words."""
        if self.options:
            return self.options[0][0]
        return FIELDS[self.name].default if self.name in FIELDS and not FIELDS[self.name].is_required() else None

    def value_of(self, entered: object) -> object:
        """The fact of a case that the entry stands for."""
        return dict(self.options).get(entered) if self.options else entered

    def entry_for(self, value: object) -> object:
        """The entry that stands for a fact of a case."""
        return next((words for words, known in self.options if known == value), self.default) if self.options else value


def status_and_level() -> tuple[tuple[str, object], ...]:
    """Every status with every level, the master's students first; no J-1 is in language training."""
    levels = ("master", *(level for level in LEVELS if level != "master"))
    pairs = [pair for pair in product(STATUSES, levels) if pair != ("J-1", "language")]
    return tuple((f"{status}, {level}", {"status": status, "level": level}) for status, level in pairs)


def schools() -> tuple[tuple[str, object], ...]:
    """Every school the planner knows, the generic one first."""
    return tuple((school.name, slug) for slug, school in load_schools().items())


FIELD_LIST = (
    Field("status", "Status", "choice",
          "F-1 students hold an I-20, J-1 students a DS-2019. The level is that of your present program: page 1 of the form.",
          options=status_and_level()),
    Field("school", "School", "choice",
          "Schools whose office the planner knows. If yours is not here: the generic office; ask yours how many days it needs.",
          options=schools()),
    Field("program_end", "Program ends", "day",
          "I-20 page 1, “Program of Study”, program end date; DS-2019 section 3. The day on the form, not of the ceremony."),
    Field("offer_start", "Offer starts", "day",
          "The first day of work in the offer. Training and onboarding count as work. Empty: the planner says when you could."),
    Field("offer_end", "Offer ends", "day", "The last day of work in the offer. Empty: not known."),
    Field("hours_per_week", "Hours a week", "hours", "As the offer says. Several jobs at once are added up."),

    Field("program_start", "Program starts", "day",
          "I-20 page 1, “Program of Study”, program start date; DS-2019 section 3. For the program you are in now.", YOU),
    Field("full_time_since", "Full-time student since", "day",
          "The day you lawfully began to study full time. Empty: the day the program starts.", YOU, "F-1"),
    Field("academic_year_complete", "Academic year complete on", "day",
          "CPT and OPT need one full academic year of study. If your office has told you the day yours is complete, enter it. "
          "Empty: the planner counts it.", YOU, "F-1"),
    Field("cpt_full_time_days", "Days of full-time CPT so far", "count",
          "CPT is work that belongs to your studies; it stands on I-20 page 2. Add up the days of full-time CPT at this level; "
          "too many close OPT.", YOU, "F-1"),
    Field("opt_days_used", "Days of OPT so far", "count",
          "OPT is time to work in your field, with a card from USCIS. Count the days at this level, part time half; "
          "with a card in hand, its days too.", YOU, "F-1"),
    Field("unemployed_days", "Days without work on OPT", "count",
          "Your record in the SEVP Portal shows them; OPT after graduation allows only so many.", YOU, "F-1"),
    Field("at_days_used", "Days of Academic Training so far", "count",
          "Academic Training is the J-1 way to work in your field. Your authorization letters show the days; "
          "part time counts in full.", YOU, "J-1"),
    Field("training_required", "Every student of my program must train from the start", "flag",
          "Some graduate programs require training at once; then CPT need not wait for an academic year. "
          "Your program's catalog says so.", YOU, "F-1"),
    Field("stem", "My degree is on the STEM list", "flag",
          "The six-digit CIP code of your major stands on I-20 page 1; the Department of Homeland Security publishes the list.",
          YOU, "F-1"),

    Field("offer_date", "Offer in hand since", "day",
          "The day you have, or expect, the written offer. Empty: the day of the plan.", OFFER),
    Field("e_verify", "Employer uses E-Verify", "choice",
          "A government check of new employees; the STEM extension needs it. Ask the host.", OFFER, "F-1",
          (("not known", None), ("yes", True), ("no", False))),
    Field("on_campus", "The work is on campus", "flag",
          "Your own school employs you, or the work serves its students there. Another campus of the same university system "
          "is off campus.", OFFER),
    Field("paid", "The work is paid", "flag",
          "Unpaid work needs authorization too; the STEM extension needs pay.", OFFER),
    Field("related", "The work is in my field of study", "flag",
          "Your major as on I-20 page 1 or the DS-2019. All training needs it.", OFFER),
    Field("curricular", "The work is part of my studies", "flag",
          "Your program requires it, or you get credit for it: CPT needs one of the two. Your academic adviser knows.",
          OFFER, "F-1"),
    Field("contractor", "I would be an independent contractor (Form 1099)", "flag",
          "Platforms for short projects often pay a fixed fee this way. The offer letter says “contractor” or “1099”.", OFFER),

    Field("ead_end", "Work card (EAD) ends", "day",
          "The EAD is the work card of USCIS, Form I-766: “Card Expires” on its front. Empty: no card.", DONE, "F-1"),
    Field("ead_start", "Work card (EAD) starts", "day",
          "“Valid From” on the front of the card. Empty: it has begun.", DONE, "F-1"),
    Field("ead_category", "The card is for", "choice",
          "Category on the card: C03A is OPT before graduation, C03B after, C03C the STEM extension.", DONE, "F-1",
          (("see its dates", None), *((CARDS[code], code) for code in EAD_CATEGORIES))),
    Field("dso_recommended", "School recommended OPT on", "day",
          "The day your office put the recommendation into SEVIS: I-20 page 2. Empty: not yet.", DONE, "F-1"),
    Field("i765_filed", "I-765 received by USCIS on", "day",
          "Form I-765 asks for the card. Receipt notice I-797C, “Received Date”. Empty: not yet.", DONE, "F-1"),
    Field("i765_category", "Form I-765 is for", "choice",
          "What the recommendation on I-20 page 2 and Form I-765 are for.", DONE, "F-1",
          tuple((CARDS[code], code) for code in ("opt_post", "opt_pre", "opt_stem", "hardship", "intl_org"))),
    Field("opt_requested_start", "Start asked for on I-765", "day",
          "For OPT after graduation: in your copy of the form.", DONE, "F-1"),
    Field("i907_filed", "I-907 received by USCIS on", "day",
          "Form I-907 asks for premium processing. Receipt notice, “Received Date”. Empty: not yet.", DONE, "F-1"),

    Field("rfe_received", "USCIS asked for evidence on", "day",
          "The date on a request for evidence (RFE) about your Form I-765. Empty: none.", DONE, "F-1", needs="i765_filed"),
    Field("rfe_answered", "USCIS has my answer on", "day",
          "The day USCIS received your answer, or the day you plan for it. Empty: the day of the plan.", DONE, "F-1",
          needs="rfe_received"),
    Field("premium", "Premium processing (Form I-907)", "flag",
          "USCIS decides faster for a fee. Tick it if you use it or want to see what it gives.", DONE, "F-1"),

    Field("h1b_filed", "H-1B petition received on", "day",
          "Where an employer has asked for H-1B for you: the day USCIS received the petition, on its receipt notice. "
          "OPT may then go on by itself (cap-gap). Empty: none.", RARE, "F-1"),
    Field("h1b_start", "H-1B start asked for", "day",
          "The first day of H-1B in the petition. Empty: the first day of the next federal fiscal year.", RARE, "F-1",
          needs="h1b_filed"),
    Field("h1b_valid_from", "H-1B approved from", "day",
          "The first day on the approval notice. Empty: not approved yet.", RARE, "F-1", needs="h1b_filed"),
    Field("h1b_ended", "Petition ended on", "day",
          "The day it was rejected, denied, revoked or withdrawn. Empty: it was not.", RARE, "F-1", needs="h1b_filed"),
    Field("h1b_change_of_status", "The petition asks to change my status here", "flag",
          "Your employer's lawyer knows. Without it you would fetch a visa abroad, and OPT does not go on.", RARE, "F-1",
          needs="h1b_filed"),
    Field("held", "USCIS holds my case", "flag",
          "Tick it only if USCIS has told you that your application is on hold. The orders of 2025 and 2026 about 39 countries are "
          "not in effect; a case may be held for another reason. No day after filing is then given.", RARE, "F-1"),
    Field("hardship", "I face severe economic hardship", "flag",
          "A way to work off campus after an academic year, with a card from USCIS. Your office says what it needs to see.",
          RARE, "F-1"),
    Field("intl_org", "The offer is from a recognized international organization", "flag",
          "The organization certifies the job in writing. Ask it whether it is recognized for this.", RARE, "F-1"),

    Field("on", "Day of the plan", "day",
          "The planner takes today in your browser's time zone. Enter another day to see what the answer was, or would be, on it.",
          PLAN),
    Field("regime", "Rules", "choice",
          "A government rule of 2026 would shorten the time to file for OPT. A court has postponed it. "
          "You can see what it would change.", PLAN,
          options=(("as in force today", None), ("as if the postponed rule held", "fixed_period_2026"))),
)
FIELD = {field.name: field for field in FIELD_LIST}


def in_group(group: str, status: str) -> list[Field]:
    """The fields under one heading that this status can have."""
    return [field for field in FIELD_LIST if field.group == group and field.applies_to(status)]
