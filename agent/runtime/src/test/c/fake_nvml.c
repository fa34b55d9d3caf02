/*
 * A libnvidia-ml.so.1 that obeys a file, for machines without a GPU.
 *
 * Beside the library stand <library>.control, read anew at each call, and <library>.calls, to which each call appends
 * its function's name. Lines of the control file, of which the first that fits a call counts:
 *
 *   count N
 *   rule FUNCTION DEVICE FROM TO CODE SLEEP_MS [V0 [V1 [V2 [V3]]]]
 *
 * DEVICE -1 fits all; FROM and TO count the calls of that function with that device from 1. Values are the function's
 * out-parameters in the order of the Java side. With -DOLD_DRIVER the symbols that older drivers lack are left out.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SUCCESS 0
#define NOT_SUPPORTED 3
#define NOT_FOUND 6
#define INSUFFICIENT_SIZE 7
#define VERSION_MISMATCH 25
#define GPUS 64
#define FUNCTIONS 64

typedef struct {
    int code;
    int count;
    unsigned long long value[4];
} answer;

static char names[FUNCTIONS][64];
static int calls[FUNCTIONS][GPUS + 1];

static const char *beside(const char *suffix) {
    static char path[PATH_MAX];
    Dl_info info;
    dladdr((void *)&beside, &info);
    snprintf(path, sizeof path, "%s%s", info.dli_fname, suffix);
    return path;
}

static int slot(const char *function) {
    int i = 0;
    while (i < FUNCTIONS - 1 && names[i][0] && strcmp(names[i], function)) {
        i++;
    }
    snprintf(names[i], sizeof names[i], "%s", function);
    return i;
}

static void note(const char *function) {
    FILE *file = fopen(beside(".calls"), "a");
    if (file) {
        fprintf(file, "%s\n", function);
        fclose(file);
    }
}

/* What the control file says about this call; otherwise the given code and no values. */
static answer ask(const char *function, int device, int otherwise) {
    answer result = {otherwise, 0, {0, 0, 0, 0}};
    int nth = ++calls[slot(function)][device < 0 || device >= GPUS ? GPUS : device];
    note(function);
    FILE *file = fopen(beside(".control"), "r");
    char line[512];
    while (file && fgets(line, sizeof line, file)) {
        char name[64];
        int on, from, to, code, sleep_ms;
        unsigned long long v[4];
        int got = sscanf(line, "rule %63s %d %d %d %d %d %llu %llu %llu %llu", name, &on, &from, &to, &code, &sleep_ms,
                         &v[0], &v[1], &v[2], &v[3]);
        if (got >= 6 && !strcmp(name, function) && (on == -1 || on == device) && nth >= from && nth <= to) {
            fclose(file);
            usleep((useconds_t)sleep_ms * 1000);
            result.code = code;
            result.count = got - 6;
            memcpy(result.value, v, sizeof v);
            return result;
        }
    }
    if (file) {
        fclose(file);
    }
    return result;
}

static int device_count(void) {
    FILE *file = fopen(beside(".control"), "r");
    char line[512];
    int count = 1;
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "count %d", &count) == 1) {
            break;
        }
    }
    if (file) {
        fclose(file);
    }
    return count;
}

/* Handles: 1000 + index for a GPU, 2000 + 16 * index + part for a MIG part of it; devices: index, or 16 + index of the part. */
static int device_of(void *handle) {
    intptr_t h = (intptr_t)handle;
    return (int)(h >= 2000 ? 16 + (h - 2000) : h - 1000);
}

static unsigned long long value(answer a, int i, unsigned long long otherwise) {
    return i < a.count ? a.value[i] : otherwise;
}

int nvmlInit_v2(void) { return ask("nvmlInit_v2", -1, SUCCESS).code; }

int nvmlShutdown(void) { return ask("nvmlShutdown", -1, SUCCESS).code; }

const char *nvmlErrorString(int code) { return code == 999 ? "Unknown Error" : "an error of the fake"; }

int nvmlSystemGetDriverVersion(char *version, unsigned length) {
    snprintf(version, length, "580.00.01");
    return ask("nvmlSystemGetDriverVersion", -1, SUCCESS).code;
}

int nvmlDeviceGetCount_v2(unsigned *count) {
    answer a = ask("nvmlDeviceGetCount_v2", -1, SUCCESS);
    *count = (unsigned)value(a, 0, (unsigned)device_count());
    return a.code;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **handle) {
    answer a = ask("nvmlDeviceGetHandleByIndex_v2", (int)index, SUCCESS);
    *handle = (void *)(intptr_t)(1000 + index);
    return a.code;
}

int nvmlDeviceGetName(void *handle, char *name, unsigned length) {
    snprintf(name, length, "Fake GPU");
    return ask("nvmlDeviceGetName", device_of(handle), SUCCESS).code;
}

int nvmlDeviceGetUUID(void *handle, char *uuid, unsigned length) {
    int device = device_of(handle);
    snprintf(uuid, length, "%s-%08d-aaaa-bbbb-cccc-000000000000", device >= 16 ? "MIG" : "GPU", device);
    return ask("nvmlDeviceGetUUID", device, SUCCESS).code;
}

int nvmlDeviceGetPciInfo_v3(void *handle, char *info) {
    memset(info, 0, 68);
    snprintf(info + 36, 32, "00000000:%02X:00.0", device_of(handle) + 1);
    return ask("nvmlDeviceGetPciInfo_v3", device_of(handle), SUCCESS).code;
}

int nvmlDeviceGetMemoryInfo(void *handle, unsigned long long *memory) {
    answer a = ask("nvmlDeviceGetMemoryInfo", device_of(handle), SUCCESS);
    memory[0] = value(a, 0, 1000);
    memory[1] = value(a, 1, 400);
    memory[2] = value(a, 2, 600);
    return a.code;
}

int nvmlDeviceGetUtilizationRates(void *handle, unsigned *rates) {
    answer a = ask("nvmlDeviceGetUtilizationRates", device_of(handle), SUCCESS);
    rates[0] = (unsigned)value(a, 0, 40);
    rates[1] = (unsigned)value(a, 1, 20);
    return a.code;
}

int nvmlDeviceGetTemperature(void *handle, int sensor, unsigned *celsius) {
    answer a = ask("nvmlDeviceGetTemperature", device_of(handle), SUCCESS);
    *celsius = (unsigned)value(a, 0, 51 + (unsigned)sensor);
    return a.code;
}

int nvmlDeviceGetPowerUsage(void *handle, unsigned *milliwatts) {
    answer a = ask("nvmlDeviceGetPowerUsage", device_of(handle), SUCCESS);
    *milliwatts = (unsigned)value(a, 0, 123456);
    return a.code;
}

int nvmlDeviceGetCurrentClocksThrottleReasons(void *handle, unsigned long long *mask) {
    answer a = ask("nvmlDeviceGetCurrentClocksThrottleReasons", device_of(handle), SUCCESS);
    *mask = value(a, 0, 0);
    return a.code;
}

int nvmlDeviceGetMigMode(void *handle, unsigned *current, unsigned *pending) {
    answer a = ask("nvmlDeviceGetMigMode", device_of(handle), NOT_SUPPORTED);
    *current = (unsigned)value(a, 0, 0);
    *pending = *current;
    return a.code;
}

int nvmlDeviceGetMaxMigDeviceCount(void *handle, unsigned *count) {
    answer a = ask("nvmlDeviceGetMaxMigDeviceCount", device_of(handle), SUCCESS);
    *count = (unsigned)value(a, 0, 7);
    return a.code;
}

/* The rule's device is the part's index here. */
int nvmlDeviceGetMigDeviceHandleByIndex(void *handle, unsigned part, void **mig) {
    answer a = ask("nvmlDeviceGetMigDeviceHandleByIndex", (int)part, NOT_FOUND);
    *mig = (void *)(intptr_t)(2000 + 16 * device_of(handle) + part);
    return a.code;
}

#ifndef OLD_DRIVER
int nvmlDeviceGetMemoryInfo_v2(void *handle, unsigned char *memory) {
    unsigned version;
    memcpy(&version, memory, sizeof version);
    answer a = ask("nvmlDeviceGetMemoryInfo_v2", device_of(handle), version == 0x02000028 ? SUCCESS : VERSION_MISMATCH);
    unsigned long long out[4] = {value(a, 0, 1000), value(a, 1, 50), value(a, 2, 400), value(a, 3, 550)};
    memcpy(memory + 8, out, sizeof out);
    return a.code;
}

int nvmlDeviceGetTemperatureV(void *handle, unsigned *temperature) {
    answer a = ask("nvmlDeviceGetTemperatureV", device_of(handle), temperature[0] == 0x0100000c ? SUCCESS : VERSION_MISMATCH);
    temperature[2] = (unsigned)value(a, 0, 50);
    return a.code;
}

int nvmlDeviceGetCurrentClocksEventReasons(void *handle, unsigned long long *mask) {
    answer a = ask("nvmlDeviceGetCurrentClocksEventReasons", device_of(handle), SUCCESS);
    *mask = value(a, 0, 0);
    return a.code;
}

/* Values: how many processes, how wide an entry is. */
int nvmlDeviceGetComputeRunningProcesses_v3(void *handle, unsigned *count, unsigned char *table) {
    answer a = ask("nvmlDeviceGetComputeRunningProcesses_v3", device_of(handle), SUCCESS);
    unsigned running = (unsigned)value(a, 0, 0);
    unsigned stride = (unsigned)value(a, 1, 24);
    unsigned room = *count;
    *count = running;
    if (a.code != SUCCESS || running > room) {
        return a.code != SUCCESS ? a.code : INSUFFICIENT_SIZE;
    }
    for (unsigned i = 0; i < running; i++) {
        unsigned pid = 100 + i;
        unsigned long long used = 1000 + i;
        memset(table + i * stride, 0, stride);
        memcpy(table + i * stride, &pid, sizeof pid);
        memcpy(table + i * stride + 8, &used, sizeof used);
    }
    return SUCCESS;
}
#endif
