"""What templates see: prepared texts and links, nothing to decide. HTML in `Markup` is safe already."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Language:
    """A link to the same page in another language, in its own name."""

    locale: str
    name: str
    direction: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The whole address of the same page in another language, or of `x-default`."""

    locale: str
    url: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content. `title` is for the window; `error` puts that word first."""

    locale: str
    direction: str
    title: str
    brand: str
    home_url: str
    person_url: str
    languages: tuple[Language, ...]
    static: str  # prefix of versioned static files, ends in "/"
    canonical: str | None = None
    alternates: tuple[Alternate, ...] = ()
    indexed: bool = False
    swapped: bool = False  # answering htmx: the heading takes the focus
    here: str = ""  # this page's own address, for "Try again"
    share_url: str = ""  # whole address without what belongs to this visit only; printed below the page


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and what it shows in words."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link with its words."""

    url: str
    label: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """One line of "your answers": question, answer, a note when nobody was asked, and where to change it."""

    question: Markup
    answer: Markup
    note: str = ""
    change_url: str | None = None
    change_name: str = ""  # the question as plain text, for the hidden part of the link


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of the walk, with a way to begin again."""

    rows: tuple[Row, ...]
    start_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as shown; `apart` ones stand behind an "or"."""

    id: str
    label: Markup
    hint: Markup | None = None
    picture: Picture | None = None
    checked: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A typed answer: what stands in it, its unit, and the keyboard a phone should show."""

    value: str = ""
    unit: Markup | None = None
    input_mode: str = "text"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden field of a form."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a step. `shape`: buttons (one tap), radios, checkboxes or typed. Its field is `answer`."""

    action: str
    hidden: tuple[Hidden, ...]
    shape: str
    choices: tuple[Choice, ...]
    box: Box | None = None
    question: Markup | None = None  # asked above the choices of a fix, do or tell
    error: str | None = None  # what to do, when nothing fitting was chosen
    again_url: str = ""  # this step with everything known: history entry that Back returns to


@dataclass(frozen=True, slots=True)
class Instructions:
    """The body of a fix, do or tell: what it touches, how, how to see it worked, how to undo it."""

    how: Markup | None = None
    warning: Markup | None = None
    check: Markup | None = None
    undo: Markup | None = None
    why: Markup | None = None
    minutes: str | None = None
    risk: str | None = None
    risk_level: str = "none"
    restart: bool = False  # the connection will be cut: say so, and offer to print or copy the link, first
    resume_url: str | None = None


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step. `kind` is ask, fix, do or tell."""

    frame: Frame
    tree_title: str
    kind: str
    caption: str  # "Step 3"
    left: str | None  # "about 2 more", only when it can be told
    heading: Markup
    hint: Markup | None
    picture: Picture | None
    link: Anchor | None
    instructions: Instructions | None
    form: Form
    answers: Answers
    back_url: str | None
    notices: tuple[Markup, ...] = ()  # what was dropped, detected or reported after the last step
    offer_person: bool = False  # three fixes failed
    article_url: str | None = None  # where the whole guide can be read; only where the walk begins


@dataclass(frozen=True, slots=True)
class Feedback:
    """ "Did it really help?" `given` is what was said already: yes, no or nothing."""

    action: str
    hidden: tuple[Hidden, ...]
    given: str | None = None


@dataclass(frozen=True, slots=True)
class EndPage:
    """An end. `kind` is solved, referred or ticket."""

    frame: Frame
    tree_title: str
    kind: str
    heading: Markup
    text: Markup | None
    prevent: Markup | None
    link: Anchor | None
    next_tree: Anchor | None
    request_url: str | None
    answers: Answers
    back_url: str | None
    feedback: Feedback | None
    notices: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A tree in a list. `matched` are words of the query that stand neither in title nor summary."""

    url: str
    title: Markup
    summary: Markup | None
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the product's life with its trees, or the first of them and where all are."""

    id: str
    label: Markup
    cards: tuple[Card, ...]
    more: Anchor | None = None


@dataclass(frozen=True, slots=True)
class StageLink:
    """A link that leaves only the trees of one stage, or of all; `count` says how many there are."""

    url: str
    label: Markup
    count: str
    current: bool


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The search form: what stands in it, and what is searched in. Without `products` there is no choice of them."""

    action: str
    query: str
    hidden: tuple[Hidden, ...]
    products: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found. `instead` is the query as it was typed when something else was searched for."""

    query: str
    cards: tuple[Card, ...]
    searched_for: str
    instead: Anchor | None
    everywhere: Anchor | None  # the same search without the filters
    person_url: str
    from_program: bool = False  # a product sent an id that leads nowhere


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A way to reach somebody. `state` says whether somebody is there now, where hours are known."""

    label: Markup
    url: str | None
    address: str  # shown beside the label; empty where the link says enough
    hours: tuple[str, ...]
    is_open: bool
    state: str | None
    note: Markup | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """The search and its results; without a search the trees by stage, and those used most and new."""

    frame: Frame
    box: SearchBox
    status: str
    results: Results | None
    stage_links: tuple[StageLink, ...]
    used: tuple[Anchor, ...]
    newest: tuple[Anchor, ...]
    stages: tuple[Stage, ...]
    channels: tuple[ChannelView, ...] = ()
    place_of_hours: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleChoice:
    """An answer in an article, and where it leads when that is not the next step."""

    label: Markup
    hint: Markup | None
    leads: Markup | None


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """A part of what to do, and when it is."""

    conditions: tuple[Markup, ...]
    html: Markup


@dataclass(frozen=True, slots=True)
class ArticleStep:
    """A step in an article, and for whom it is."""

    caption: str
    heading: Markup | None  # None of an information of several paragraphs: that is the text
    text: Markup | None
    conditions: tuple[Markup, ...]
    hint: Markup | None
    choices: tuple[ArticleChoice, ...]
    warning: Markup | None
    parts: tuple[ArticlePart, ...]
    picture: Picture | None
    link: Anchor | None
    undo: Markup | None
    after: Markup | None
    check: Markup | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A whole tree to read or print. `data` is JSON for search engines, safe to stand in a page."""

    frame: Frame
    heading: Markup
    summary: Markup | None
    steps: tuple[ArticleStep, ...]
    check: Markup | None
    prevent: Markup | None
    text: Markup | None
    start_url: str
    data: Markup


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error of a form: the id of the field it belongs to, and what to do."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the request form. `shape`: text, long, choice, last4, email or phone."""

    name: str
    label: Markup
    shape: str = "text"
    help: Markup | None = None
    value: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    error: str | None = None
    autocomplete: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript that goes along, unless the customer takes it out. Field name: `line`."""

    id: str
    question: Markup
    answer: Markup
    kept: bool = True


@dataclass(frozen=True, slots=True)
class TicketPage:
    """The request form: everything known is there already."""

    frame: Frame
    tree_title: str | None
    action: str
    hidden: tuple[Hidden, ...]
    lines: tuple[Line, ...]
    description: Entry
    entries: tuple[Entry, ...]
    contact: tuple[Entry, ...]
    mistakes: tuple[Mistake, ...] = ()
    text: Markup | None = None
    promise: Markup | None = None
    back_url: str | None = None
    sent_reference: str | None = None  # this form was sent before, with other words
    sent_url: str | None = None
    trap: str = ""  # name of a box that people do not see; what fills it is a machine


@dataclass(frozen=True, slots=True)
class Said:
    """One message about a request."""

    by_staff: bool
    when: str
    when_iso: str
    body: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """The customer's own request: what was sent, what was said since, and a way to add something."""

    frame: Frame
    fresh: bool  # just sent: the confirmation
    reference: str
    url: str
    status: str
    sent_when: str
    sent_iso: str
    tree_title: str | None
    rows: tuple[Row, ...]
    details: tuple[Row, ...]
    description: str
    messages: tuple[Said, ...]
    reply_action: str
    reply_hidden: tuple[Hidden, ...]
    reply: Entry
    mistakes: tuple[Mistake, ...] = ()
    promise: Markup | None = None
    reply_sent: bool = False


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Something is not there, or went wrong; what the customer can do now."""

    frame: Frame
    code: int
    heading: str
    text: str
    links: tuple[Anchor, ...] = field(default=())
