package io.nightjar.forked;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Any JMX client: knows no class of the agent. */
final class JmxClient implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection connection;

    private JmxClient(JMXConnector connector, MBeanServerConnection connection) {
        this.connector = connector;
        this.connection = connection;
    }

    static JmxClient connect(RunningJvm jvm) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
            try {
                JMXConnector connector =
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
                return new JmxClient(connector, connector.getMBeanServerConnection());
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of the agent's MBeans. */
    Set<String> names() {
        try {
            Set<String> names = new TreeSet<>();
            for (ObjectName name : connection.queryNames(new ObjectName("io.nightjar:*"), null)) {
                names.add(name.getCanonicalName());
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All attributes of an MBean with their values. */
    Map<String, Object> read(String name) {
        try {
            ObjectName objectName = new ObjectName(name);
            MBeanAttributeInfo[] infos = connection.getMBeanInfo(objectName).getAttributes();
            String[] attributes = new String[infos.length];
            for (int i = 0; i < infos.length; i++) {
                attributes[i] = infos[i].getName();
            }
            Map<String, Object> values = new TreeMap<>();
            for (Attribute attribute :
                    connection.getAttributes(objectName, attributes).asList()) {
                values.put(attribute.getName(), attribute.getValue());
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
