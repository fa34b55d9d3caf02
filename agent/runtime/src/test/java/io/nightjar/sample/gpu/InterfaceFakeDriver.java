package io.nightjar.sample.gpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The same fake without native code. */
public final class InterfaceFakeDriver implements FakeDriver, Nvml {
    private record Rule(String function, int device, int from, int to, int code, long[] values) {}

    private record Answer(int code, long[] values) {
        long value(int i, long otherwise) {
            return i < values.length ? values[i] : otherwise;
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Integer> callsOfDevice = new HashMap<>();
    private final boolean old;
    private int gpus = 1;
    private volatile String held = "";
    private volatile boolean waiting;
    private volatile CountDownLatch letGo = new CountDownLatch(0);

    public InterfaceFakeDriver(boolean old) {
        this.old = old;
    }

    @Override
    public void count(int count) {
        gpus = count;
    }

    @Override
    public void rule(String function, int device, int fromCall, int toCall, int code, long... values) {
        rules.add(new Rule(function, device, fromCall, toCall, code, values));
    }

    /** Lets the calls of a function wait until they are let go. */
    public void hold(String function) {
        letGo = new CountDownLatch(1);
        held = function;
    }

    public boolean isHeld() {
        return waiting;
    }

    public void letGo() {
        held = "";
        letGo.countDown();
    }

    @Override
    public void forget() {
        rules.clear();
    }

    @Override
    public int calls(String function) {
        return calls.getOrDefault(function, 0);
    }

    @Override
    public Nvml open() {
        return this;
    }

    private Answer ask(String function, int device, int otherwise) {
        if (held.equals(function)) {
            waiting = true;
            try {
                letGo.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        calls.merge(function, 1, Integer::sum);
        int nth = callsOfDevice.merge(function + device, 1, Integer::sum);
        for (Rule rule : rules) {
            boolean fits = rule.function.equals(function) && (rule.device == ANY || rule.device == device);
            if (fits && nth >= rule.from && nth <= rule.to) {
                return new Answer(rule.code, rule.values);
            }
        }
        return new Answer(otherwise, new long[0]);
    }

    private static int device(long handle) {
        return (int) (handle >= 2000 ? FIRST_MIG_PART + handle - 2000 : handle - 1000);
    }

    @Override
    public int init() {
        return ask("nvmlInit_v2", ANY, 0).code;
    }

    @Override
    public int shutdown() {
        return ask("nvmlShutdown", ANY, 0).code;
    }

    @Override
    public @Nullable String errorString(int code) {
        return "an error of the fake";
    }

    @Override
    public int driverVersion(String[] version) {
        version[0] = "580.00.01";
        return ask("nvmlSystemGetDriverVersion", ANY, 0).code;
    }

    @Override
    public int deviceCount(int[] count) {
        Answer answer = ask("nvmlDeviceGetCount_v2", ANY, 0);
        count[0] = (int) answer.value(0, gpus);
        return answer.code;
    }

    @Override
    public int handleByIndex(int index, long[] handle) {
        handle[0] = 1000 + index;
        return ask("nvmlDeviceGetHandleByIndex_v2", index, 0).code;
    }

    @Override
    public int name(long device, String[] name) {
        name[0] = "Fake GPU";
        return ask("nvmlDeviceGetName", device(device), 0).code;
    }

    @Override
    public int uuid(long device, String[] uuid) {
        uuid[0] = FakeDriver.uuid(device(device));
        return ask("nvmlDeviceGetUUID", device(device), 0).code;
    }

    @Override
    public int pciBusId(long device, String[] busId) {
        busId[0] = String.format("00000000:%02X:00.0", device(device) + 1);
        return ask("nvmlDeviceGetPciInfo_v3", device(device), 0).code;
    }

    @Override
    public int memory(long device, long[] totalFreeUsed) {
        return longs("nvmlDeviceGetMemoryInfo", device, totalFreeUsed, 1000, 400, 600);
    }

    @Override
    public int memoryV2(long device, long[] totalReservedFreeUsed) {
        return old
                ? NvmlCode.FUNCTION_NOT_FOUND
                : longs("nvmlDeviceGetMemoryInfo_v2", device, totalReservedFreeUsed, 1000, 50, 400, 550);
    }

    @Override
    public int utilization(long device, int[] gpuMemory) {
        return ints("nvmlDeviceGetUtilizationRates", device, gpuMemory, 40, 20);
    }

    @Override
    public int temperatureV(long device, int[] celsius) {
        return old ? NvmlCode.FUNCTION_NOT_FOUND : ints("nvmlDeviceGetTemperatureV", device, celsius, 50);
    }

    @Override
    public int temperature(long device, int[] celsius) {
        return ints("nvmlDeviceGetTemperature", device, celsius, 51);
    }

    @Override
    public int power(long device, int[] milliwatts) {
        return ints("nvmlDeviceGetPowerUsage", device, milliwatts, 123456);
    }

    @Override
    public int clockEventReasons(long device, long[] mask) {
        return old ? NvmlCode.FUNCTION_NOT_FOUND : longs("nvmlDeviceGetCurrentClocksEventReasons", device, mask, 0);
    }

    @Override
    public int clockThrottleReasons(long device, long[] mask) {
        return longs("nvmlDeviceGetCurrentClocksThrottleReasons", device, mask, 0);
    }

    @Override
    public int migMode(long device, int[] currentPending) {
        Answer answer = ask("nvmlDeviceGetMigMode", device(device), NvmlCode.NOT_SUPPORTED);
        currentPending[0] = (int) answer.value(0, 0);
        return answer.code;
    }

    @Override
    public int maxMigDevices(long device, int[] count) {
        return ints("nvmlDeviceGetMaxMigDeviceCount", device, count, 7);
    }

    @Override
    public int migHandle(long device, int index, long[] handle) {
        handle[0] = 2000 + 16L * device(device) + index;
        return ask("nvmlDeviceGetMigDeviceHandleByIndex", index, NvmlCode.NOT_FOUND).code;
    }

    @Override
    public int computeProcesses(long device, int[] count, byte[] table) {
        if (old) {
            return NvmlCode.FUNCTION_NOT_FOUND;
        }
        Answer answer = ask("nvmlDeviceGetComputeRunningProcesses_v3", device(device), 0);
        int running = (int) answer.value(0, 0);
        int stride = (int) answer.value(1, 24);
        int room = count[0];
        count[0] = running;
        if (answer.code != 0 || running > room) {
            return answer.code != 0 ? answer.code : NvmlCode.INSUFFICIENT_SIZE;
        }
        ByteBuffer memory = ByteBuffer.wrap(table).order(ByteOrder.nativeOrder());
        for (int i = 0; i < running; i++) {
            Arrays.fill(table, i * stride, (i + 1) * stride, (byte) 0);
            memory.putInt(i * stride, 100 + i);
            memory.putLong(i * stride + 8, 1000 + i);
        }
        return 0;
    }

    private int longs(String function, long device, long[] target, long... otherwise) {
        Answer answer = ask(function, device(device), 0);
        for (int i = 0; i < otherwise.length; i++) {
            target[i] = answer.value(i, otherwise[i]);
        }
        return answer.code;
    }

    private int ints(String function, long device, int[] target, int... otherwise) {
        Answer answer = ask(function, device(device), 0);
        for (int i = 0; i < otherwise.length; i++) {
            target[i] = (int) answer.value(i, otherwise[i]);
        }
        return answer.code;
    }
}
