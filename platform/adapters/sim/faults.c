#include "platform/adapters/sim/faults.h"

static const char *const names[CC_FAULTS] = {
	[CC_FAULT_PEER_LOST] = "peer_lost",
	[CC_FAULT_PEER_REPLY_LOST] = "peer_reply_lost",
	[CC_FAULT_PEER_SLOW] = "peer_slow",
	[CC_FAULT_PEER_TWICE] = "peer_twice",
	[CC_FAULT_PEER_PARTITION] = "peer_partition",
	[CC_FAULT_EVENT_TWICE] = "event_twice",
	[CC_FAULT_EVENT_LATE] = "event_late",
	[CC_FAULT_EVENT_REORDERED] = "event_reordered",
	[CC_FAULT_PSP_LOST] = "psp_lost",
	[CC_FAULT_PSP_REPLY_LOST] = "psp_reply_lost",
	[CC_FAULT_PSP_SLOW] = "psp_slow",
	[CC_FAULT_PSP_DECLINED] = "psp_declined",
	[CC_FAULT_PSP_KEY_IN_USE] = "psp_key_in_use",
	[CC_FAULT_PSP_ERROR_KEPT] = "psp_error_kept",
	[CC_FAULT_PSP_KEY_FORGOTTEN] = "psp_key_forgotten",
	[CC_FAULT_PSP_DISPUTED] = "psp_disputed",
	[CC_FAULT_WEBHOOK_TWICE] = "webhook_twice",
	[CC_FAULT_WEBHOOK_LATE] = "webhook_late",
	[CC_FAULT_WEBHOOK_LOST] = "webhook_lost",
	[CC_FAULT_MAIL_REFUSED] = "mail_refused",
	[CC_FAULT_MAIL_REPLY_LOST] = "mail_reply_lost",
	[CC_FAULT_CLOCK_DRIFT] = "clock_drift",
	[CC_FAULT_CLOCK_STEP] = "clock_step",
	[CC_FAULT_CLOCK_FREEZE] = "clock_freeze",
	[CC_FAULT_CRASH] = "crash",
	[CC_FAULT_PAUSE] = "pause",
	[CC_FAULT_DISK_TORN] = "disk_torn",
	[CC_FAULT_DISK_REORDERED] = "disk_reordered",
	[CC_FAULT_DISK_ZEROED] = "disk_zeroed",
	[CC_FAULT_DISK_READ] = "disk_read",
	[CC_FAULT_DISK_WRITE] = "disk_write",
	[CC_FAULT_DISK_SYNC] = "disk_sync",
	[CC_FAULT_DISK_FULL] = "disk_full",
};

const char *cc_fault_name(enum cc_fault fault)
{
	return names[fault];
}
