/* texts.c - what mails say, in each language: see words.h. */
#include "services/notification/words.h"

const char *const notification_texts[NOTIFICATION_LANGUAGES][NOTIFICATION_TEXT_COUNT] = {
	[NOTIFICATION_EN] = {
		[NOTIFICATION_HELLO] = "Hello {name},",
		[NOTIFICATION_FOOTER] =
			"You get this mail because you have an account at couchannel. Nobody reads "
			"answers to it.",
		[NOTIFICATION_CONFIRMED_SUBJECT] = "Booked: {fixture}, {labels}",
		[NOTIFICATION_CONFIRMED_LEAD] = "You have {seats} at “{title}”. Enjoy the match!",
		[NOTIFICATION_CONFIRMED_TICKET] = "Show the code below at the door, or read out {code}.",
		[NOTIFICATION_CONFIRMED_CALENDAR] =
			"The attached calendar entry has the time and the address.",
		[NOTIFICATION_REFUSED_SUBJECT] = "Not booked: {fixture}",
		[NOTIFICATION_REFUSED_LEAD] = "Your booking of “{title}” did not come about: {why}",
		[NOTIFICATION_REFUSED_NOTHING_PAID] =
			"No seats are held for you, and nothing stays paid. What was set aside on your "
			"card is released.",
		[NOTIFICATION_CANCELLED_SUBJECT] = "Cancelled: {fixture}",
		[NOTIFICATION_CANCELLED_BY_GUEST] = "You cancelled your booking of “{title}”.",
		[NOTIFICATION_CANCELLED_BY_HOST] = "The host called off “{title}”. We are sorry.",
		[NOTIFICATION_CANCELLED_REFUND] =
			"{refund} goes back to the card that you paid with. Banks take up to ten days.",
		[NOTIFICATION_CANCELLED_NO_REFUND] =
			"By the terms of your booking, nothing goes back this close to the start.",
		[NOTIFICATION_CANCELLED_UNPAID] = "Nothing was paid, so nothing has to go back.",
		[NOTIFICATION_CANCELLED_CALENDAR] =
			"The attached file takes the evening out of your calendar.",
		[NOTIFICATION_MOVED_SUBJECT] = "New time: {fixture}",
		[NOTIFICATION_MOVED_LEAD] =
			"“{title}” has been moved. Your seats, {labels}, stay yours.",
		[NOTIFICATION_MOVED_WINDOW] =
			"If the new time does not suit you, you can cancel free of charge until the "
			"evening starts, and get all of it back.",
		[NOTIFICATION_MOVED_CALENDAR] = "The attached file moves the entry in your calendar.",
		[NOTIFICATION_COMING_SUBJECT] = "{guest} is coming: {fixture}",
		[NOTIFICATION_COMING_LEAD] = "{guest} has booked {seats} at “{title}”: {labels}.",
		[NOTIFICATION_COMING_HOW] =
			"At the door, scan the ticket or type its code. The first scan counts; the list "
			"shows who is still missing.",
		[NOTIFICATION_GONE_SUBJECT] = "{guest} is not coming: {fixture}",
		[NOTIFICATION_GONE_LEAD] =
			"{guest} has cancelled “{title}”. The seats can be booked again.",
		[NOTIFICATION_HOSTING_MOVED_SUBJECT] = "Your evening has a new time: {fixture}",
		[NOTIFICATION_HOSTING_MOVED_LEAD] = "“{title}” has been moved.",
		[NOTIFICATION_HOSTING_MOVED_GUESTS] =
			"Your guests have been told, and may cancel free of charge until it starts.",
		[NOTIFICATION_CALLED_OFF_SUBJECT] = "Your evening is called off: {fixture}",
		[NOTIFICATION_CALLED_OFF_LEAD] =
			"“{title}” will not take place. All guests are told, and get everything back.",
		[NOTIFICATION_LOGIN_SUBJECT] = "Your link to log in",
		[NOTIFICATION_LOGIN_LEAD] = "Here is the link that you asked for. It logs you in.",
		[NOTIFICATION_LOGIN_ONCE] =
			"It works once, for thirty minutes. If you did not ask for it, ignore this mail: "
			"without the link, nobody gets in.",
		[NOTIFICATION_FACT_WHEN] = "When",
		[NOTIFICATION_FACT_WAS] = "Before",
		[NOTIFICATION_FACT_WHERE] = "Where",
		[NOTIFICATION_FACT_ARRIVAL] = "How to get in",
		[NOTIFICATION_FACT_SEATS] = "Seats",
		[NOTIFICATION_FACT_PAID] = "Paid",
		[NOTIFICATION_FACT_CODE] = "Code",
		[NOTIFICATION_FACT_GUEST] = "Guest",
		[NOTIFICATION_FACT_REFUND] = "Goes back",
		[NOTIFICATION_FACT_RULES] = "House rules",
		[NOTIFICATION_LINK_BOOKING] = "Your booking",
		[NOTIFICATION_LINK_SEARCH] = "Find another evening",
		[NOTIFICATION_LINK_SESSION] = "Your evening",
		[NOTIFICATION_LINK_LOGIN] = "Log in",
		[NOTIFICATION_ALARM] = "In two hours: {fixture}",
		[NOTIFICATION_TICKET] = "Ticket {code}",
		[NOTIFICATION_SEAT_ONE] = "{n} seat",
		[NOTIFICATION_SEAT_FEW] = "{n} seats",
		[NOTIFICATION_SEAT_MANY] = "{n} seats",
		[NOTIFICATION_WHY_SOLD_OUT] = "there are not enough free seats any more.",
		[NOTIFICATION_WHY_SEAT_TAKEN] =
			"somebody else was faster with one of the seats that you chose.",
		[NOTIFICATION_WHY_CALLED_OFF] = "the evening was called off.",
		[NOTIFICATION_WHY_STARTED] = "the evening had started already.",
		[NOTIFICATION_WHY_LICENCE] =
			"the broadcast may not be watched by more people together there.",
		[NOTIFICATION_WHY_FUNDS] = "there is not enough money on the card.",
		[NOTIFICATION_WHY_EXPIRED] = "the card has expired.",
		[NOTIFICATION_WHY_DECLINED] = "the bank declined the card.",
		[NOTIFICATION_WHY_AUTHENTICATION] = "the payment was not confirmed with the bank.",
		[NOTIFICATION_WHY_PRICE] = "the price has changed since you saw it.",
		[NOTIFICATION_WHY_TIME] =
			"it took too long, and the seats could not be kept for longer.",
		[NOTIFICATION_WHY_OTHER] = "something went wrong on our side.",
	},
	[NOTIFICATION_PL] = {
		[NOTIFICATION_HELLO] = "Cześć {name},",
		[NOTIFICATION_FOOTER] =
			"Dostajesz tę wiadomość, bo masz konto w couchannel. Odpowiedzi na nią nikt nie "
			"czyta.",
		[NOTIFICATION_CONFIRMED_SUBJECT] = "Zarezerwowane: {fixture}, {labels}",
		[NOTIFICATION_CONFIRMED_LEAD] = "Masz {seats} na „{title}”. Miłego oglądania!",
		[NOTIFICATION_CONFIRMED_TICKET] = "Przy wejściu pokaż kod poniżej albo podaj {code}.",
		[NOTIFICATION_CONFIRMED_CALENDAR] =
			"W załączonym wpisie do kalendarza są godzina i adres.",
		[NOTIFICATION_REFUSED_SUBJECT] = "Nie udało się: {fixture}",
		[NOTIFICATION_REFUSED_LEAD] = "Rezerwacja na „{title}” nie doszła do skutku: {why}",
		[NOTIFICATION_REFUSED_NOTHING_PAID] =
			"Żadne miejsce nie jest dla Ciebie zajęte i nic nie zostaje zapłacone. Blokada na "
			"karcie zostanie zdjęta.",
		[NOTIFICATION_CANCELLED_SUBJECT] = "Odwołane: {fixture}",
		[NOTIFICATION_CANCELLED_BY_GUEST] =
			"Rezerwacja na „{title}” została przez Ciebie odwołana.",
		[NOTIFICATION_CANCELLED_BY_HOST] = "Gospodarz odwołał „{title}”. Przykro nam.",
		[NOTIFICATION_CANCELLED_REFUND] =
			"{refund} wróci na kartę, którą była opłacona rezerwacja. Bank potrzebuje na to "
			"do dziesięciu dni.",
		[NOTIFICATION_CANCELLED_NO_REFUND] =
			"Zgodnie z warunkami rezerwacji tak krótko przed początkiem nic nie wraca.",
		[NOTIFICATION_CANCELLED_UNPAID] = "Nic nie zostało zapłacone, więc nic nie musi wracać.",
		[NOTIFICATION_CANCELLED_CALENDAR] = "Załączony plik usunie ten wieczór z kalendarza.",
		[NOTIFICATION_MOVED_SUBJECT] = "Nowy termin: {fixture}",
		[NOTIFICATION_MOVED_LEAD] =
			"„{title}” odbędzie się w innym terminie. Twoje miejsca, {labels}, zostają Twoje.",
		[NOTIFICATION_MOVED_WINDOW] =
			"Jeśli nowy termin Ci nie odpowiada, możesz do samego początku odwołać rezerwację "
			"bez kosztów i odzyskać całość.",
		[NOTIFICATION_MOVED_CALENDAR] = "Załączony plik przesunie wpis w kalendarzu.",
		[NOTIFICATION_COMING_SUBJECT] = "Będzie {guest}: {fixture}",
		[NOTIFICATION_COMING_LEAD] = "{guest} ma {seats} na „{title}”: {labels}.",
		[NOTIFICATION_COMING_HOW] =
			"Przy wejściu zeskanuj bilet albo wpisz jego kod. Liczy się pierwszy skan; lista "
			"pokazuje, kogo jeszcze brakuje.",
		[NOTIFICATION_GONE_SUBJECT] = "Jednak nie przyjdzie {guest}: {fixture}",
		[NOTIFICATION_GONE_LEAD] =
			"{guest} odwołuje rezerwację na „{title}”. Miejsca znów można rezerwować.",
		[NOTIFICATION_HOSTING_MOVED_SUBJECT] = "Twój wieczór ma nowy termin: {fixture}",
		[NOTIFICATION_HOSTING_MOVED_LEAD] = "„{title}” odbędzie się w innym terminie.",
		[NOTIFICATION_HOSTING_MOVED_GUESTS] =
			"Goście już wiedzą i mogą do samego początku odwołać rezerwację bez kosztów.",
		[NOTIFICATION_CALLED_OFF_SUBJECT] = "Twój wieczór jest odwołany: {fixture}",
		[NOTIFICATION_CALLED_OFF_LEAD] =
			"„{title}” się nie odbędzie. Wszyscy goście są powiadomieni i dostaną całość z "
			"powrotem.",
		[NOTIFICATION_LOGIN_SUBJECT] = "Twój link do logowania",
		[NOTIFICATION_LOGIN_LEAD] = "Oto link do logowania, o który prosisz.",
		[NOTIFICATION_LOGIN_ONCE] =
			"Działa raz, przez trzydzieści minut. Jeśli to nie Twoja prośba, zignoruj tę "
			"wiadomość: bez linku nikt się nie zaloguje.",
		[NOTIFICATION_FACT_WHEN] = "Kiedy",
		[NOTIFICATION_FACT_WAS] = "Poprzednio",
		[NOTIFICATION_FACT_WHERE] = "Gdzie",
		[NOTIFICATION_FACT_ARRIVAL] = "Jak wejść",
		[NOTIFICATION_FACT_SEATS] = "Miejsca",
		[NOTIFICATION_FACT_PAID] = "Zapłacone",
		[NOTIFICATION_FACT_CODE] = "Kod",
		[NOTIFICATION_FACT_GUEST] = "Gość",
		[NOTIFICATION_FACT_REFUND] = "Do zwrotu",
		[NOTIFICATION_FACT_RULES] = "Zasady domu",
		[NOTIFICATION_LINK_BOOKING] = "Twoja rezerwacja",
		[NOTIFICATION_LINK_SEARCH] = "Znajdź inny wieczór",
		[NOTIFICATION_LINK_SESSION] = "Twój wieczór",
		[NOTIFICATION_LINK_LOGIN] = "Zaloguj się",
		[NOTIFICATION_ALARM] = "Za dwie godziny: {fixture}",
		[NOTIFICATION_TICKET] = "Bilet {code}",
		[NOTIFICATION_SEAT_ONE] = "{n} miejsce",
		[NOTIFICATION_SEAT_FEW] = "{n} miejsca",
		[NOTIFICATION_SEAT_MANY] = "{n} miejsc",
		[NOTIFICATION_WHY_SOLD_OUT] = "nie ma już tylu wolnych miejsc.",
		[NOTIFICATION_WHY_SEAT_TAKEN] = "ktoś był szybszy przy jednym z wybranych miejsc.",
		[NOTIFICATION_WHY_CALLED_OFF] = "wieczór został odwołany.",
		[NOTIFICATION_WHY_STARTED] = "wieczór już się zaczął.",
		[NOTIFICATION_WHY_LICENCE] = "tej transmisji nie może tam oglądać razem więcej osób.",
		[NOTIFICATION_WHY_FUNDS] = "na karcie jest za mało pieniędzy.",
		[NOTIFICATION_WHY_EXPIRED] = "karta straciła ważność.",
		[NOTIFICATION_WHY_DECLINED] = "bank odrzucił kartę.",
		[NOTIFICATION_WHY_AUTHENTICATION] = "płatność nie została potwierdzona w banku.",
		[NOTIFICATION_WHY_PRICE] = "cena zmieniła się od chwili, gdy była pokazana.",
		[NOTIFICATION_WHY_TIME] = "trwało to zbyt długo i miejsc nie można było dłużej trzymać.",
		[NOTIFICATION_WHY_OTHER] = "coś poszło nie tak po naszej stronie.",
	},
};
