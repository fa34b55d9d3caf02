package io.nightjar.export.jmx;

import io.nightjar.log.AgentLog;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The MXBeans that were registered, each under its name once. Confined to one thread at a time. */
final class RegisteredBeans {
    private static final String AGENT = "io.nightjar:type=Agent";
    private static final String OPERATION = "io.nightjar:type=Operation,name=";
    private static final String QUOTED = ",=:\"*?\n\r";

    private final AgentMXBean agent;
    private final AgentLog log;
    private final Set<ObjectName> registered = new LinkedHashSet<>();
    /** Names that are not tried again: registered, or in use by somebody else. */
    private final Set<ObjectName> done = new HashSet<>();

    RegisteredBeans(AgentMXBean agent, AgentLog log) {
        this.agent = agent;
        this.log = log;
    }

    void registerAgent() throws JMException {
        ObjectName name = new ObjectName(AGENT);
        if (!done.contains(name)) {
            register(name, new StandardMBean(agent, AgentMXBean.class, true));
        }
    }

    void registerOperation(String operation, OperationMXBean bean) throws JMException {
        ObjectName name = operationName(operation);
        if (!done.contains(name)) {
            register(name, new StandardMBean(bean, OperationMXBean.class, true));
        }
    }

    /** The name of an operation's MXBean: quoted where JMX needs it. */
    static ObjectName operationName(String operation) throws JMException {
        return new ObjectName(OPERATION + (needsQuotes(operation) ? ObjectName.quote(operation) : operation));
    }

    private static boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (QUOTED.indexOf(value.charAt(i)) >= 0) {
                return true;
            }
        }
        return value.isEmpty();
    }

    private void register(ObjectName name, StandardMBean bean) throws JMException {
        try {
            server().registerMBean(bean, name);
            registered.add(name);
        } catch (InstanceAlreadyExistsException taken) {
            log.lost("export.jmx.taken", 1, "the application has an MBean of the name " + name + ": that one stays");
        }
        done.add(name);
    }

    void unregister() throws JMException {
        for (ObjectName name : registered) {
            try {
                server().unregisterMBean(name);
            } catch (InstanceNotFoundException alreadyGone) {
                // the application has withdrawn it
            }
        }
        registered.clear();
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
