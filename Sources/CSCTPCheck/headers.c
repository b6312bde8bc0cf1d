// SwiftPM compiles this file before the Swift files of SCTP. A missing header is thus reported once, and not once for
// each Swift file that imports CSCTP.

#include "../CSCTP/headers.h"
