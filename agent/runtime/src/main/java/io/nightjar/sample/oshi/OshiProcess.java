package io.nightjar.sample.oshi;

import io.nightjar.log.AgentLog;
import io.nightjar.sample.reading.NotAvailableException;
import io.nightjar.sample.reading.ProcessReading;
import io.nightjar.sample.reading.Source;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** This process on systems other than Linux, by OSHI. Confined to one thread. */
public final class OshiProcess implements Source<ProcessReading> {
    private final OperatingSystem os;
    private final int processors;
    private @Nullable OSProcess last;

    private OshiProcess(SystemInfo system) {
        os = system.getOperatingSystem();
        processors = system.getHardware().getProcessor().getLogicalProcessorCount();
    }

    public static OshiProcess open(AgentLog log) {
        return new OshiProcess(Oshi.system(log));
    }

    @Override
    public ProcessReading read(long nowNanos) throws NotAvailableException {
        OSProcess process = os.getProcess(os.getProcessId());
        if (process == null) {
            throw new NotAvailableException("the operating system does not show this process");
        }
        OptionalDouble cpu = last == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(100, 100 * process.getProcessCpuLoadBetweenTicks(last) / processors));
        last = process;
        return new ProcessReading(process.getProcessID(), process.getResidentMemory(), cpu);
    }

    @Override
    public void close() {
        last = null;
    }
}
