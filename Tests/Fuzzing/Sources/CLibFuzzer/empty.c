// SwiftPM requires a source file.
#include "CLibFuzzer.h"
