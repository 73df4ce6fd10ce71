"""Made-up names, places, services and connections. Numbers and addresses are in reserved ranges.

Telephone numbers: Ofcom's range for drama. Addresses: RFC 5737, RFC 3849. Domains: RFC 2606.
"""

from random import Random

GIVEN = (
    "Amara Anwen Aoife Arjun Ayesha Bilal Bronwen Carlos Chidi Chloe Daniel Deepa Dmitri Eilidh "
    "Elena Emeka Ewan Farah Femi Freya Gabriel Grace Hamza Harriet Hiroshi Imran Ines Isla Jakub "
    "Jamal Jia Jorge Kamal Katarzyna Kofi Lakshmi Leo Liam Lucia Magda Malik Mateo Mei Milan Nadia "
    "Naoki Nia Noah Olga Oliver Omar Oscar Padma Pedro Poppy Quentin Rahul Rosa Rhys Ruby Samira "
    "Sanjay Seren Sofia Stefan Tariq Tendai Thomas Uma Vikram Wei Xanthe Yasmin Yusuf Zara Zofia"
).split()
FAMILY = (
    "Abbasi Achterberg Adebayo Ahmed Alvarez Ashworth Bailey Banerjee Barszcz Begum Bielak "
    "Calderbank Chaudhry Cheung Costa Davies Dhillon Duarte Eccles Eze Fairclough Fernando Gill "
    "Greenhalgh Haddad Hussain Ivanova Jankowski Jones Kaur Kowalska Lam Lindqvist Llewellyn "
    "Macleod Mahmood Mbeki Mohammed Moreau Moyo Murphy Ndlovu Novak Nowicki Nuttall Okeke "
    "Oliveira Osei Parkinson Patel Petrov Pickles Qureshi Ramsbottom Rossi Santos Seddon Sharma "
    "Singh Tanaka Thistlethwaite Tran Usman Varga Walmsley Wang Yamada Zaman"
).split()
TOWNS = (
    "Northbridge Eastmere Harrowfield Millbeck Saltby Thornwick Oakenshaw Ravensholme Fellgate "
    "Ashcombe Larkhill Weirside"
).split()
SCHOOLS = (
    "Northbridge High School",
    "Eastmere Academy",
    "St Example's School",
    "Millbeck Community School",
    "Thornwick Grammar School",
    "Fellgate Primary School",
)
STREETS = "Example Street,Sample Road,Specimen Lane,Pattern Close,Model Avenue,Template Way".split(
    ","
)

# Zipf-like, as company shares are (domain.md 7.3); the names are made up.
SENDERS = (
    ("ExampleApp", "ExampleApp Trust and Safety", 40),
    ("ExampleGram", "ExampleGram Safety", 25),
    ("ExampleDrive", "ExampleDrive Abuse Desk", 12),
    ("ExampleChat", "ExampleChat Trust and Safety", 9),
    ("ExampleSnap", "ExampleSnap Safety", 7),
    ("ExampleTube", "ExampleTube Policy", 4),
    ("GameExample", "GameExample Moderation", 3),
)


def name(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}"


def child_name(random: Random, family: str) -> str:
    return f"{random.choice(GIVEN)} {family}"


def screen_name(random: Random) -> str:
    word = random.choice(
        ("river", "maple", "comet", "willow", "ember", "harbour", "pixel", "otter")
    )
    return (
        f"{word}_{random.choice(('blue', 'north', 'late', 'quiet', 'two'))}{random.randint(1, 999)}"
    )


def phone(random: Random) -> str:
    return f"07700900{random.randint(0, 999):03}"


def email(random: Random) -> str:
    return f"{screen_name(random)}@example.org"


def address(random: Random) -> str:
    house, street, town = random.randint(1, 180), random.choice(STREETS), random.choice(TOWNS)
    return f"{house} {street}, {town}"


def ip(random: Random) -> str:
    """Return an address that leads nowhere; one in eight is an IPv6 address."""
    if random.random() < 0.125:
        return f"2001:db8::{random.randint(1, 0xFFFF):x}"
    net = random.choice(("192.0.2", "198.51.100", "203.0.113"))
    return f"{net}.{random.randint(1, 254)}"
