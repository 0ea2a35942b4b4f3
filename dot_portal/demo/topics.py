"""What the demo's offers are about: per field of the Action, things a trainee could make."""

from typing import NamedTuple


class Topic(NamedTuple):
    title: str
    tasks: str
    activities: tuple[str, ...]  # DS1 to DS7
    taught: str
    wanted: str


TOPICS: dict[str, list[Topic]] = {
    "cybersecurity": [
        Topic("Find the weak doors", "Test our web pages and the office network for weak spots, write down what you find in plain words, and mend the first five with us.", ("DS5", "DS4"), "penetration testing, Linux", "computer networks"),
        Topic("A phishing drill that nobody resents", "Plan a friendly phishing exercise, run it with our staff, measure it, and turn the results into a half-hour training.", ("DS5", "DS1"), "ethical hacking, newsletters", "content writing"),
        Topic("Back-ups that really come back", "Check every back-up we have by restoring it, script what is missing, and keep a log that an auditor can read.", ("DS5", "DS4"), "Linux, Docker", ""),
        Topic("Keys, tokens and passwords put in order", "Bring two-step sign-in to all our services, write the guide for colleagues, and retire the shared passwords.", ("DS5", "DS4"), "ethical hacking", "IT support"),
    ],
    "big-data": [
        Topic("Ten years of numbers, one clear picture", "Clean ten years of our records, load them into a small warehouse, and build the three charts everybody asks for.", ("DS6", "DS3"), "data cleaning, data visualisation, Power BI", "Excel"),
        Topic("Count what nobody has counted", "Collect sensor readings, join them with open data of the region, and publish a weekly report that makes itself.", ("DS6", "DS3"), "data analysis in Python, statistics in R", "Python"),
        Topic("Maps from messy tables", "Turn spreadsheets from seven offices into one data set with a map, and describe its quality honestly.", ("DS6",), "data cleaning, Tableau", "Excel"),
        Topic("What visitors search and never find", "Analyse search logs and questions, group them, and propose what we should answer first.", ("DS6", "DS1"), "Google Analytics, data visualisation", ""),
    ],
    "quantum-technology": [
        Topic("First circuits on a quantum simulator", "Write and test small quantum programs on a simulator, compare them with classical ones, and document both for beginners.", ("DS3", "DS7"), "quantum programming, Python", "Python"),
        Topic("Software around a quantum sensor", "Write the scripts that read out, store and plot the measurements of a quantum sensor.", ("DS3", "DS6"), "data analysis in Python, Git", "Python"),
        Topic("Which of our secrets survive a quantum computer?", "List the encryption we use, test post-quantum libraries, and write the plan for changing over.", ("DS5", "DS3"), "quantum programming", "computer networks"),
        Topic("Optimise a route the quantum way", "Model a small planning problem for an annealer, solve it both ways, and show when it pays.", ("DS3", "DS6"), "quantum programming, Python", ""),
    ],
    "machine-learning": [
        Topic("Teach a camera to see", "Collect and label pictures, train an image classifier, test it on new ones, and say honestly where it fails.", ("DS7", "DS6"), "image recognition with AI, deep learning", "Python"),
        Topic("Reading old papers with a neural network", "Train a text recogniser on scanned pages, correct it with our experts, and publish the searchable text.", ("DS7", "DS6"), "deep learning, data cleaning", ""),
        Topic("Tomorrow's demand, today", "Build a forecast from past figures and weather, compare it with our rule of thumb, and run it for a month.", ("DS7", "DS6"), "data analysis in Python, statistics in R", "Excel"),
        Topic("An assistant that answers from our handbook", "Build a question-and-answer assistant on our own documents, measure its answers, and keep it from inventing.", ("DS7", "DS3"), "large language models, prompt writing", "Python"),
    ],
    "web-design": [
        Topic("A website everybody can use", "Redesign our pages so that they work by keyboard, with a screen reader and on an old phone, and test them with users.", ("DS2", "DS3"), "web accessibility, web design", "HTML"),
        Topic("A booking page in three steps", "Sketch, prototype and build a booking page, try it with ten visitors, and improve it twice.", ("DS2", "DS3"), "UX design, Figma", ""),
        Topic("A digital exhibition from a card index", "Design an online exhibition with drawings, sound and short texts, in two languages.", ("DS2", "DS3"), "web design, photo editing", "Canva"),
        Topic("A design kit for a small team", "Collect our colours, fonts and forms into one kit, and rebuild five pages with it.", ("DS2",), "UI design, Figma, CSS and styling", "HTML"),
    ],
    "digital-marketing": [
        Topic("Stories that find their readers", "Plan and make posts, short videos and a newsletter, measure what they do, and drop what does not work.", ("DS1", "DS2"), "social media, video editing, newsletters", "content writing"),
        Topic("Be found in four languages", "Improve our pages for search engines in four languages, and show the effect in figures.", ("DS1",), "SEO, Google Analytics", ""),
        Topic("An online shop people trust", "Photograph, describe and present our goods in an online shop, and follow a first campaign from click to parcel.", ("DS1", "DS2"), "online shop, photo editing", "Instagram"),
        Topic("A campaign without waste", "Run a small advertising campaign, test two versions of everything, and write down what one euro brought.", ("DS1", "DS6"), "Google Ads, data visualisation", "Excel"),
    ],
    "software-development": [
        Topic("An app for muddy hands", "Build a small phone app that works without a network, with the people who will use it outdoors.", ("DS3",), "mobile app development, Git", "Java"),
        Topic("Our first public interface", "Design and write an interface to our data, with tests, documentation and a page that shows it.", ("DS3",), "back-end development, software testing", "Python"),
        Topic("Tests for the code nobody dares to touch", "Read an old program, put tests around it, and make the first safe changes.", ("DS3",), "software testing, Git", "Java"),
        Topic("A dashboard on the workshop wall", "Connect machines to a small server and show their state on a screen that colleagues really look at.", ("DS3", "DS4"), "Raspberry Pi, front-end development", "Linux"),
    ],
    "other-digital": [
        Topic("Drawings become models", "Turn paper drawings into digital 3D models, print prototypes, and document the way for the next trainee.", ("DS2",), "3D modelling in Blender", ""),
        Topic("A robot that helps and does not frighten", "Program a small service robot with our team, test it with visitors, and write its manual.", ("DS7", "DS3"), "robot programming, Arduino", "Python"),
        Topic("A network that stays up", "Renew switches, radio cells and monitoring of our sites, and write the plan for a power cut.", ("DS4", "DS5"), "computer networks, Linux", "IT support"),
        Topic("No-code for busy colleagues", "Find five paper forms, rebuild them as simple digital ones, and train the people who fill them.", ("DS3", "DS4"), "no-code tools", ""),
    ],
}  # fmt: skip

# For higher-education staff: competences of DigCompEdu in place of activities.
STAFF_TOPICS = [
    Topic("Assess with digital tools", "Watch colleagues assess with digital tools, try two methods in your own course, and take home a ready-made exam.", ("4.1", "4.3"), "", ""),
    Topic("Open materials, made well", "Make one open learning unit with our media team: filmed, captioned, licensed.", ("2.2", "2.3"), "", ""),
    Topic("Teaching with data and AI", "Job shadowing in courses that use AI assistants; design a fair rule for your own students.", ("3.1", "6.1"), "", ""),
    Topic("A course nobody is shut out of", "Learn to check and mend a course for accessibility, together with students who need it.", ("5.1", "5.3"), "", ""),
]  # fmt: skip
