/* people.c - hosts, the guests whom something is shown by, and the names that the others are made of. */
#include "cli/demo/tables.h"

const struct demo_city demo_cities[DEMO_CITIES] = {
	[DEMO_WARSZAWA] = { "Warszawa", "PL", "Europe/Warsaw", "PLN", 52229700, 21012200 },
	[DEMO_KRAKOW] = { "Kraków", "PL", "Europe/Warsaw", "PLN", 50064700, 19945000 },
	[DEMO_GDANSK] = { "Gdańsk", "PL", "Europe/Warsaw", "PLN", 54352000, 18646600 },
	[DEMO_LODZ] = { "Łódź", "PL", "Europe/Warsaw", "PLN", 51759200, 19456000 },
	[DEMO_POZNAN] = { "Poznań", "PL", "Europe/Warsaw", "PLN", 52406400, 16925200 },
	[DEMO_WROCLAW] = { "Wrocław", "PL", "Europe/Warsaw", "PLN", 51107900, 17038500 },
	[DEMO_BIALYSTOK] = { "Białystok", "PL", "Europe/Warsaw", "PLN", 53132500, 23168800 },
	[DEMO_KATOWICE] = { "Katowice", "PL", "Europe/Warsaw", "PLN", 50264900, 19023800 },
	[DEMO_RZESZOW] = { "Rzeszów", "PL", "Europe/Warsaw", "PLN", 50041200, 21999100 },
	[DEMO_TORUN] = { "Toruń", "PL", "Europe/Warsaw", "PLN", 53013800, 18598400 },
	[DEMO_BERLIN] = { "Berlin", "DE", "Europe/Berlin", "EUR", 52520000, 13405000 },
	[DEMO_VILNIUS] = { "Vilnius", "LT", "Europe/Vilnius", "EUR", 54687200, 25279700 },
};

#define LIVES(city_, street_, stairs_) .city = (city_), .street = (street_), .stairs = (stairs_)
#define SHOWS(room_, package_)         .room = (room_), .package = (package_)

const struct demo_host demo_hosts[DEMO_HOSTS] = {
	{ "Marek W.", LIVES(DEMO_KRAKOW, "Długa 12", 40), SHOWS(DEMO_ARMCHAIRS, "sportbox"),
	  .languages = "pl", .cheers_for = "Czarni Warta", .alcohol = true },
	{ "Ania K.", LIVES(DEMO_WARSZAWA, "Wąska 3", 60), SHOWS(DEMO_CORNER_SOFA, "sportbox"),
	  .languages = "pl en", .pets = true },
	{ "Zofia N.", LIVES(DEMO_GDANSK, "Rybna 7", 0), SHOWS(DEMO_ARMCHAIRS, "liga-plus"),
	  .languages = "pl de", .wheelchair = true },
	{ "Tomek P.", LIVES(DEMO_LODZ, "Przędzalniana 81", 20), SHOWS(DEMO_LONG_TABLE, "liga-plus"),
	  .languages = "pl", .cheers_for = "Huta Zachód", .smoking_outside = true, .alcohol = true },
	{ "Ewa S.", LIVES(DEMO_POZNAN, "Ogrodowa 5", 12), SHOWS(DEMO_CORNER_SOFA, "kanal-1-hd"),
	  .languages = "pl", .kids = true },
	{ "Igor L.", LIVES(DEMO_WROCLAW, "Mostowa 22", 75), SHOWS(DEMO_STUDIO, "arenago"),
	  .languages = "en pl" },
	{ "Dorota B.", LIVES(DEMO_BIALYSTOK, "Lipowa 40", 0), SHOWS(DEMO_ATTIC, "sportbox"),
	  .languages = "pl", .cheers_for = "Żubry Podlasie", .wheelchair = true },
	{ "Kuba R.", LIVES(DEMO_KATOWICE, "Szybowa 9", 30), SHOWS(DEMO_LONG_TABLE, "sportbox"),
	  .languages = "pl", .cheers_for = "Górnicy Silesia", .alcohol = true },
	{ "Hania D.", LIVES(DEMO_RZESZOW, "Słoneczna 2", 8), SHOWS(DEMO_CORNER_SOFA, "liga-plus"),
	  .languages = "pl", .kids = true, .pets = true },
	{ "Staszek M.", LIVES(DEMO_TORUN, "Piernikowa 16", 24), SHOWS(DEMO_ARMCHAIRS, "raceview"),
	  .languages = "pl en", .smoking_outside = true },
	{ "Lena F.", LIVES(DEMO_BERLIN, "Kiefernweg 21", 48), SHOWS(DEMO_CORNER_SOFA, "sportbox"),
	  .languages = "de en", .alcohol = true },
	{ "Rasa V.", LIVES(DEMO_VILNIUS, "Upės 14", 10), SHOWS(DEMO_ARMCHAIRS, "arenago"),
	  .languages = "lt en", .kids = true },
	{ "Klub Kanapa", LIVES(DEMO_WARSZAWA, "Fabryczna 100", 0), SHOWS(DEMO_CLUB, "sportbox-business"),
	  .languages = "pl en", .wheelchair = true, .alcohol = true },
	{ "Piwnica pod Gwizdkiem", LIVES(DEMO_GDANSK, "Stoczniowa 1", 6),
	  SHOWS(DEMO_CLUB, "sportbox-business"), .languages = "pl en", .alcohol = true,
	  .cheers_for = "Stoczniowcy Motława" },
	{ "Bartek Z.", LIVES(DEMO_WARSZAWA, "Leśna 8", 90), SHOWS(DEMO_STUDIO, "arenago"),
	  .languages = "pl" },
	{ "Magda C.", LIVES(DEMO_KRAKOW, "Zielona 33", 36), SHOWS(DEMO_ATTIC, "sportbox"),
	  .languages = "pl en", .pets = true },
	{ "Wojtek G.", LIVES(DEMO_GDANSK, "Morska 54", 44), SHOWS(DEMO_CORNER_SOFA, "sportbox"),
	  .languages = "pl", .alcohol = true },
	{ "Jagoda T.", LIVES(DEMO_LODZ, "Tkacka 17", 52), SHOWS(DEMO_ARMCHAIRS, "kanal-1-hd"),
	  .languages = "pl", .kids = true },
	{ "Adam H.", LIVES(DEMO_POZNAN, "Krótka 4", 16), SHOWS(DEMO_LONG_TABLE, "liga-plus"),
	  .languages = "pl", .cheers_for = "Czarni Warta", .smoking_outside = true },
	{ "Nadia O.", LIVES(DEMO_WROCLAW, "Kwiatowa 29", 66), SHOWS(DEMO_CORNER_SOFA, "arenago"),
	  .languages = "pl uk en" },
	{ "Franek J.", LIVES(DEMO_KATOWICE, "Hutnicza 71", 28), SHOWS(DEMO_ATTIC, "raceview"),
	  .languages = "pl" },
	{ "Celina A.", LIVES(DEMO_TORUN, "Zamkowa 11", 0), SHOWS(DEMO_STUDIO, "kanal-1-hd"),
	  .languages = "pl", .wheelchair = true },
	{ "Jonas E.", LIVES(DEMO_BERLIN, "Uferstraße 6", 70), SHOWS(DEMO_ARMCHAIRS, "raceview"),
	  .languages = "de en", .pets = true },
	{ "Mantas S.", LIVES(DEMO_VILNIUS, "Pušų 25", 20), SHOWS(DEMO_CORNER_SOFA, "sportbox"),
	  .languages = "lt pl en" },
};

const struct demo_guest demo_named_guests[DEMO_NAMED_GUESTS] = {
	[DEMO_OLA] = { "Ola Zielińska", "pl", "Europe/Warsaw" },
	[DEMO_IGOR] = { "Igor Lis", "pl", "Europe/Warsaw" },
	[DEMO_ALL_LETTERS] = { "Gęśla Żółć-Ćmińska ąćęłńóśźż", "pl", "Europe/Warsaw" },
	[DEMO_RIGHT_TO_LEFT] = { "יעל לוי", "en", "Asia/Jerusalem" },
	[DEMO_ONE_LETTER] = { "O", "en", "Europe/Warsaw" },
	[DEMO_REGULAR] = { "Bogdan Stały", "pl", "Europe/Warsaw" },
	[DEMO_TOKYO] = { "Yuki Tanaka", "en", "Asia/Tokyo" },
};

const char *const demo_given_names[] = {
	"Agata",   "Borys", "Cecylia", "Dawid",  "Elżbieta", "Filip",   "Grażyna", "Hubert",
	"Iga",     "Jacek", "Kinga",   "Leon",   "Łucja",    "Mikołaj", "Natalia", "Oskar",
	"Paulina", "Radek", "Sylwia",  "Tymon",  "Urszula",  "Wiktor",  "Zuzanna", "Maja",
	"Olek",    "Róża",  "Szymon",  "Żaneta", "Michał",   "Ilona",
};
const size_t demo_given_name_count = CC_COUNT(demo_given_names);

const char *const demo_family_names[] = {
	"Bąk",   "Cichy", "Dąb",    "Figurska", "Gil",   "Jaworek", "Kłos",  "Łoza",  "Mazurek", "Nowicka",
	"Olcha", "Pióro", "Rzepka", "Sroka",    "Śliwa", "Trawa",   "Wilga", "Zając", "Żurek",
};
const size_t demo_family_name_count = CC_COUNT(demo_family_names);
