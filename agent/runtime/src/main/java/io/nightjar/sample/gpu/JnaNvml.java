package io.nightjar.sample.gpu;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * NVML by JNA: marshalling and nothing else. A symbol that is missing fails alone. Confined to one thread, whose
 * out-parameters it reuses.
 */
public final class JnaNvml implements Nvml {
    private static final int TEXT_BYTES = 96;
    private static final int PCI_INFO_BYTES = 68;
    private static final int PCI_BUS_ID = 36;
    private static final int MEMORY_V2_VERSION = 0x02000028;
    private static final int TEMPERATURE_VERSION = 0x0100000c;

    private final NativeLibrary library;
    private final Map<String, @Nullable Function> functions = new HashMap<>();
    private final Memory out = new Memory(128);
    private final Memory secondOut = new Memory(8);
    private Memory table = new Memory(32);

    private JnaNvml(NativeLibrary library) {
        this.library = library;
    }

    /** Loads the library; may block, and throws a {@link LinkageError} where it is none. */
    public static JnaNvml load(Path file) {
        return new JnaNvml(NativeLibrary.getInstance(file.toString()));
    }

    @Override
    public int init() {
        return call("nvmlInit_v2");
    }

    @Override
    public int shutdown() {
        return call("nvmlShutdown");
    }

    @Override
    public @Nullable String errorString(int code) {
        Function function = function("nvmlErrorString");
        Pointer text = function == null ? null : function.invokePointer(new Object[] {code});
        return text == null ? null : text.getString(0);
    }

    @Override
    public int driverVersion(String[] version) {
        return text(version, call("nvmlSystemGetDriverVersion", out, TEXT_BYTES));
    }

    @Override
    public int deviceCount(int[] count) {
        return oneInt(count, call("nvmlDeviceGetCount_v2", out));
    }

    @Override
    public int handleByIndex(int index, long[] handle) {
        return oneHandle(handle, call("nvmlDeviceGetHandleByIndex_v2", index, out));
    }

    @Override
    public int name(long device, String[] name) {
        return text(name, call("nvmlDeviceGetName", new Pointer(device), out, TEXT_BYTES));
    }

    @Override
    public int uuid(long device, String[] uuid) {
        return text(uuid, call("nvmlDeviceGetUUID", new Pointer(device), out, TEXT_BYTES));
    }

    @Override
    public int pciBusId(long device, String[] busId) {
        out.clear(PCI_INFO_BYTES + 1L);
        int code = call("nvmlDeviceGetPciInfo_v3", new Pointer(device), out);
        if (code == NvmlCode.SUCCESS) {
            busId[0] = out.getString(PCI_BUS_ID, "US-ASCII");
        }
        return code;
    }

    @Override
    public int memory(long device, long[] totalFreeUsed) {
        return longs(totalFreeUsed, 0, 3, call("nvmlDeviceGetMemoryInfo", new Pointer(device), out));
    }

    @Override
    public int memoryV2(long device, long[] totalReservedFreeUsed) {
        out.setInt(0, MEMORY_V2_VERSION);
        return longs(totalReservedFreeUsed, 8, 4, call("nvmlDeviceGetMemoryInfo_v2", new Pointer(device), out));
    }

    @Override
    public int utilization(long device, int[] gpuMemory) {
        return twoInts(gpuMemory, call("nvmlDeviceGetUtilizationRates", new Pointer(device), out));
    }

    @Override
    public int temperatureV(long device, int[] celsius) {
        out.setInt(0, TEMPERATURE_VERSION);
        out.setInt(4, 0);
        int code = call("nvmlDeviceGetTemperatureV", new Pointer(device), out);
        if (code == NvmlCode.SUCCESS) {
            celsius[0] = out.getInt(8);
        }
        return code;
    }

    @Override
    public int temperature(long device, int[] celsius) {
        return oneInt(celsius, call("nvmlDeviceGetTemperature", new Pointer(device), 0, out));
    }

    @Override
    public int power(long device, int[] milliwatts) {
        return oneInt(milliwatts, call("nvmlDeviceGetPowerUsage", new Pointer(device), out));
    }

    @Override
    public int clockEventReasons(long device, long[] mask) {
        return longs(mask, 0, 1, call("nvmlDeviceGetCurrentClocksEventReasons", new Pointer(device), out));
    }

    @Override
    public int clockThrottleReasons(long device, long[] mask) {
        return longs(mask, 0, 1, call("nvmlDeviceGetCurrentClocksThrottleReasons", new Pointer(device), out));
    }

    @Override
    public int migMode(long device, int[] currentPending) {
        int code = call("nvmlDeviceGetMigMode", new Pointer(device), out, secondOut);
        if (code == NvmlCode.SUCCESS) {
            currentPending[0] = out.getInt(0);
            currentPending[1] = secondOut.getInt(0);
        }
        return code;
    }

    @Override
    public int maxMigDevices(long device, int[] count) {
        return oneInt(count, call("nvmlDeviceGetMaxMigDeviceCount", new Pointer(device), out));
    }

    @Override
    public int migHandle(long device, int index, long[] handle) {
        return oneHandle(handle, call("nvmlDeviceGetMigDeviceHandleByIndex", new Pointer(device), index, out));
    }

    @Override
    public int computeProcesses(long device, int[] count, byte[] bytes) {
        if (table.size() < bytes.length) {
            table = new Memory(bytes.length);
        }
        table.write(0, bytes, 0, bytes.length);
        out.setInt(0, count[0]);
        int code = call("nvmlDeviceGetComputeRunningProcesses_v3", new Pointer(device), out, table);
        count[0] = out.getInt(0);
        table.read(0, bytes, 0, bytes.length);
        return code;
    }

    private int call(String name, Object... arguments) {
        Function function = function(name);
        return function == null ? NvmlCode.FUNCTION_NOT_FOUND : function.invokeInt(arguments);
    }

    private @Nullable Function function(String name) {
        if (functions.containsKey(name)) {
            return functions.get(name);
        }
        Function function = null;
        try {
            function = library.getFunction(name);
        } catch (UnsatisfiedLinkError missing) {
            // An older or newer library: the caller is told by the code.
            function = null;
        }
        functions.put(name, function);
        return function;
    }

    private int oneInt(int[] target, int code) {
        if (code == NvmlCode.SUCCESS) {
            target[0] = out.getInt(0);
        }
        return code;
    }

    private int twoInts(int[] target, int code) {
        if (code == NvmlCode.SUCCESS) {
            target[0] = out.getInt(0);
            target[1] = out.getInt(4);
        }
        return code;
    }

    private int oneHandle(long[] target, int code) {
        if (code == NvmlCode.SUCCESS) {
            target[0] = Pointer.nativeValue(out.getPointer(0));
        }
        return code;
    }

    private int longs(long[] target, int offset, int count, int code) {
        if (code == NvmlCode.SUCCESS) {
            for (int i = 0; i < count; i++) {
                target[i] = out.getLong(offset + 8L * i);
            }
        }
        return code;
    }

    private int text(String[] target, int code) {
        if (code == NvmlCode.SUCCESS) {
            target[0] = out.getString(0, "US-ASCII");
        }
        return code;
    }
}
