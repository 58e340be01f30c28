#include "sim/faults.h"

#include <string.h>

enum { MILLION = 1000000, IN_A_SEED_PER_MILLION = 400000, KIND_SHIFT = 8, LOTS = 1 << 19 };

/* Of so many questions in a million, at most, the fault strikes.  Those that stand for a while, or cost a
 * restart, are rare; where nobody is asked often, they are not. */
static const int32_t most_per_million[CC_FAULTS] = {
	[CC_FAULT_PEER_LOST] = 30000,
	[CC_FAULT_PEER_REPLY_LOST] = 40000,
	[CC_FAULT_PEER_SLOW] = 60000,
	[CC_FAULT_PEER_TWICE] = 60000,
	[CC_FAULT_PEER_PARTITION] = 2000,
	[CC_FAULT_EVENT_TWICE] = 60000,
	[CC_FAULT_EVENT_LATE] = 20000,
	[CC_FAULT_EVENT_REORDERED] = 80000,
	[CC_FAULT_PSP_LOST] = 150000,
	[CC_FAULT_PSP_REPLY_LOST] = 150000,
	[CC_FAULT_PSP_SLOW] = 200000,
	[CC_FAULT_PSP_DECLINED] = 100000,
	[CC_FAULT_PSP_KEY_IN_USE] = 150000,
	[CC_FAULT_PSP_ERROR_KEPT] = 80000,
	[CC_FAULT_PSP_KEY_FORGOTTEN] = 300000,
	[CC_FAULT_PSP_DISPUTED] = 60000,
	[CC_FAULT_WEBHOOK_TWICE] = 300000,
	[CC_FAULT_WEBHOOK_LATE] = 200000,
	[CC_FAULT_WEBHOOK_LOST] = 300000,
	[CC_FAULT_MAIL_REFUSED] = 100000,
	[CC_FAULT_MAIL_REPLY_LOST] = 100000,
	[CC_FAULT_CLOCK_DRIFT] = 200000,
	[CC_FAULT_CLOCK_STEP] = 200000,
	[CC_FAULT_CLOCK_FREEZE] = 200000,
	[CC_FAULT_CRASH] = 250, /* of I/O operations */
	[CC_FAULT_PAUSE] = 200000,
	[CC_FAULT_DISK_TORN] = 300000,
	[CC_FAULT_DISK_REORDERED] = 300000,
	[CC_FAULT_DISK_ZEROED] = 300000,
	[CC_FAULT_DISK_READ] = 200,
	[CC_FAULT_DISK_WRITE] = 400,
	[CC_FAULT_DISK_SYNC] = 400,
	[CC_FAULT_DISK_FULL] = 400,
};

static struct sim_faults *faults_of(struct cc_faults *base)
{
	return (struct sim_faults *)base;
}

bool sim_faults_may(const struct sim_faults *faults, enum cc_fault fault)
{
	return faults->on && faults->per_million[fault] > 0 && (faults->mask >> fault & 1) != 0;
}

void sim_faults_count(struct sim_faults *faults, enum cc_fault fault)
{
	faults->struck[fault]++;
	sim_note(faults->sim, (uint32_t)fault << KIND_SHIFT, faults->struck[fault]);
}

static bool strikes(struct cc_faults *base, enum cc_fault fault)
{
	struct sim_faults *faults = faults_of(base);
	if (!faults->on || faults->per_million[fault] == 0 ||
	    !sim_random_chance(sim_stream(faults->sim, SIM_FAULT + fault), faults->per_million[fault]) ||
	    !sim_faults_may(faults, fault))
		return false;
	sim_faults_count(faults, fault);
	return true;
}

int64_t sim_faults_between(struct sim_faults *faults, enum cc_fault fault, int64_t least, int64_t most)
{
	return sim_random_between(&faults->lots[fault], least, most);
}

static int64_t between(struct cc_faults *base, enum cc_fault fault, int64_t least, int64_t most)
{
	return sim_faults_between(faults_of(base), fault, least, most);
}

static void pass(struct cc_faults *base, int64_t us)
{
	sim_sleep_us(faults_of(base)->sim, us);
}

static const struct cc_faults_ops ops = {
	.name = "sim",
	.strikes = strikes,
	.between = between,
	.pass = pass,
};

static void draw_lots(struct sim_faults *faults, uint64_t seed)
{
	for (int i = 0; i < CC_FAULTS; i++)
		faults->lots[i] = sim_random_of(seed, LOTS + (uint64_t)i);
}

void sim_faults_init(struct sim_faults *faults, struct sim *sim)
{
	*faults = (struct sim_faults){ .base.ops = &ops, .sim = sim };
	draw_lots(faults, 0);
}

/* Drawn for all kinds, whatever the mask says.  Rates differ by orders of magnitude. */
void sim_faults_choose(struct sim_faults *faults, uint64_t seed, uint64_t mask)
{
	struct sim_random *random = sim_stream(faults->sim, SIM_WORLD);
	bool calm = sim_random_chance(random, MILLION / 20);
	for (int i = 0; i < CC_FAULTS; i++) {
		bool chosen = sim_random_chance(random, IN_A_SEED_PER_MILLION);
		int64_t halvings = sim_random_between(random, 0, 4);
		int64_t rate = sim_random_between(random, most_per_million[i] / 2, most_per_million[i]) >>
		               halvings;
		faults->per_million[i] = chosen && !calm ? rate + 1 : 0;
	}
	draw_lots(faults, seed);
	faults->mask = mask;
}

static bool parse_name(const char *name, size_t len, uint64_t *mask)
{
	for (int i = 0; i < CC_FAULTS; i++)
		if (strlen(cc_fault_name(i)) == len && memcmp(cc_fault_name(i), name, len) == 0) {
			*mask |= UINT64_C(1) << i;
			return true;
		}
	return false;
}

bool sim_faults_parse(const char *list, uint64_t *mask, const char **unknown)
{
	*mask = 0;
	if (strcmp(list, "none") == 0)
		return true;
	if (strcmp(list, "all") == 0) {
		*mask = (UINT64_C(1) << CC_FAULTS) - 1;
		return true;
	}
	for (const char *at = list; *at;) {
		size_t len = strcspn(at, ",");
		if (!parse_name(at, len, mask)) {
			*unknown = at;
			return false;
		}
		at += len + (at[len] == ',');
	}
	return true;
}
