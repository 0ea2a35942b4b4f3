"""The fields of the Action in plain words: what one does there. Their names and activities are code lists."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text


@dataclass(frozen=True)
class FieldPage:
    """`skills` are plain words of the code list, by their English label; `icon` is a name of lucide's."""

    code: str
    icon: str
    line: "Text"
    does: tuple["Text", ...]
    skills: tuple[str, ...]
    suits: "Text"


FIELDS = {
    page.code: page
    for page in (
        FieldPage(
            "cybersecurity",
            "shield-check",
            _("Keep people, data and machines safe from those who would misuse them."),
            (
                _("Look for weak spots in web pages and networks, and help to close them."),
                _("Try whether back-ups really come back."),
                _("Teach colleagues to recognise a false e-mail."),
                _("Write down what to do on a bad day, so that everybody can follow it."),
            ),
            ("penetration testing", "ethical hacking", "computer networks", "Linux", "phishing awareness"),
            _("For patient people who like to ask “what if?”. Law, psychology and languages help as much as computing."),
        ),
        FieldPage(
            "big-data",
            "chart-column",
            _("Turn many numbers into one clear answer."),
            (
                _("Collect and clean data that nobody has looked at together yet."),
                _("Find patterns, and say honestly how sure you are."),
                _("Draw charts and maps that others understand at once."),
                _("Build a report that renews itself every week."),
            ),
            ("data cleaning", "data visualisation", "Excel", "data analysis in Python", "statistics in R", "Power BI"),
            _("For people from any subject that counts or compares: biology, history, geography, economics, sport."),
        ),
        FieldPage(
            "quantum-technology",
            "atom",
            _("Try out computers and sensors that follow the rules of the very small."),
            (
                _("Write small programs for a quantum simulator and compare them with ordinary ones."),
                _("Read out, store and plot what a quantum sensor measures."),
                _("Check which secrets a quantum computer could break one day, and plan the change."),
                _("Explain all this to people who have never heard of it."),
            ),
            ("quantum programming", "Python", "data analysis in Python", "Git"),
            _("For people with a liking for mathematics or physics. You need not know quantum mechanics by heart."),
        ),
        FieldPage(
            "machine-learning",
            "brain-circuit",
            _("Teach machines with examples, and test what they have learned."),
            (
                _("Collect and label pictures, texts or sounds."),
                _("Train a model, try it on new cases, and say where it fails."),
                _("Build an assistant that answers from an organisation’s own documents."),
                _("Program and train robots together with the people who will use them."),
            ),
            ("deep learning", "image recognition with AI", "large language models", "prompt writing", "Python"),
            _("For curious people who doubt a result until it is tested. Knowledge of the subject counts as much as code."),
        ),
        FieldPage(
            "web-design",
            "layout-template",
            _("Make pages that are clear, good to look at and open to everybody."),
            (
                _("Sketch a page, try it with real people, and make it better."),
                _("Choose colours, type and pictures that work on a phone and on a wall."),
                _("Build what you drew, so that it works by keyboard and with a screen reader."),
                _("Design an online exhibition, a booking page or a set of forms."),
            ),
            ("web design", "UX design", "UI design", "Figma", "HTML", "CSS and styling", "web accessibility"),
            _("For people with an eye for form and a feeling for others: art, design, education, social work."),
        ),
        FieldPage(
            "digital-marketing",
            "megaphone",
            _("Help good things to be found, and measure what helped."),
            (
                _("Plan posts, short films and newsletters for people who want to read them."),
                _("Make an online shop that people trust."),
                _("Help pages to be found by search engines, in several languages."),
                _("Test two versions, keep the better one, and show why."),
            ),
            ("social media", "content writing", "SEO", "Google Analytics", "newsletters", "video editing"),
            _("For people who write, draw or film, and for those who speak several languages."),
        ),
        FieldPage(
            "software-development",
            "code-xml",
            _("Write programs that do one thing well, and can still be read next year."),
            (
                _("Build an app, a website or a small tool that somebody waits for."),
                _("Write tests, so that a change breaks nothing."),
                _("Connect systems that do not talk to each other yet."),
                _("Read what others wrote, and make it simpler."),
            ),
            ("Python", "Java", "mobile app development", "front-end development", "back-end development", "software testing", "Git"),
            _("For people who like to take things apart and put them together again. Many hosts teach the language they use."),
        ),
    )
}  # fmt: skip
