package io.kafkaconnect.intercom.worker;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The JMX of a worker in another process, as a tool on the same machine reads it. */
public record WorkerJmx(JMXConnector connection) implements AutoCloseable {

    /** Connects to a worker of the same user. */
    @SuppressWarnings("BanJNDI") // The address comes from the worker's own Java, on this machine.
    public static WorkerJmx of(ProcessHandle worker) throws IOException {
        try {
            VirtualMachine java = VirtualMachine.attach(String.valueOf(worker.pid()));
            try {
                return new WorkerJmx(JMXConnectorFactory.connect(new JMXServiceURL(java.startLocalManagementAgent())));
            } finally {
                java.detach();
            }
        } catch (AttachNotSupportedException notHotspot) {
            throw new IOException("The worker's Java lets no tool attach", notHotspot);
        }
    }

    /** Its beans. */
    public MBeanServerConnection beans() throws IOException {
        return connection.getMBeanServerConnection();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
