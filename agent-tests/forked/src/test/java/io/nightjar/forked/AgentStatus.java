package io.nightjar.forked;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What a running agent says of itself through the JVM's attach protocol. */
final class AgentStatus {
    private AgentStatus() {}

    /** The JSON of {@code nightjar.status}; null where no agent runs. */
    static Map<String, Object> of(RunningJvm jvm) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            try {
                String status = machine.getAgentProperties().getProperty("nightjar.status");
                return status == null ? null : Json.object(status);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The row of one operation. Waits for the agent, which answers after main began. */
    static Map<String, Object> operation(RunningJvm jvm, String name) {
        failures(jvm);
        List<Map<String, Object>> operations = operations(jvm);
        return operations.stream()
                .filter(operation -> name.equals(operation.get("operation")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " among " + operations + "\n" + jvm.stderr()));
    }

    /** The names of all operations that were woven. */
    static List<Object> names(RunningJvm jvm) {
        return operations(jvm).stream()
                .map(operation -> operation.get("operation"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> operations(RunningJvm jvm) {
        return (List<Map<String, Object>>) of(jvm).get("operations");
    }

    /** Failures of the agent's own that it swallowed: name to count. Waits for the agent, which answers after main began. */
    static Map<String, Object> failures(RunningJvm jvm) {
        jvm.await("the agent tells its failures", () -> of(jvm) != null);
        return Json.object(of(jvm), "failures");
    }
}
