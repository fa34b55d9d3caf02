package io.nightjar.sample.gpu;

import org.jspecify.annotations.Nullable;

/**
 * The functions of NVML that Nightjar calls, as thin as can be: each returns the driver's code, out-parameters are
 * filled only where it is {@link NvmlCode#SUCCESS}, and a symbol that the library lacks is
 * {@link NvmlCode#FUNCTION_NOT_FOUND}. Any call can block for ever in the driver. Confined to one thread.
 */
public interface Nvml {
    int init();

    int shutdown();

    /** What the library says about a code; null where it says nothing. */
    @Nullable
    String errorString(int code);

    int driverVersion(String[] version);

    int deviceCount(int[] count);

    int handleByIndex(int index, long[] handle);

    int name(long device, String[] name);

    int uuid(long device, String[] uuid);

    int pciBusId(long device, String[] busId);

    /** Fills total, free, used; {@code used} includes what the driver reserves. */
    int memory(long device, long[] totalFreeUsed);

    /** Fills total, reserved, free, used. */
    int memoryV2(long device, long[] totalReservedFreeUsed);

    /** Fills percent busy, percent of memory bandwidth. */
    int utilization(long device, int[] gpuMemory);

    /** Fills degrees Celsius by the symbol of driver 13 on. */
    int temperatureV(long device, int[] celsius);

    int temperature(long device, int[] celsius);

    int power(long device, int[] milliwatts);

    int clockEventReasons(long device, long[] mask);

    /** The same by its older name. */
    int clockThrottleReasons(long device, long[] mask);

    /** Fills current, pending; 1 is on. */
    int migMode(long device, int[] currentPending);

    int maxMigDevices(long device, int[] count);

    int migHandle(long device, int index, long[] handle);

    /** Fills the driver's table as it is, and how many entries it has; count comes in as what the table may hold. */
    int computeProcesses(long device, int[] count, byte[] table);
}
