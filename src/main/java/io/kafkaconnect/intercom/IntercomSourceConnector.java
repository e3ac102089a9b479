package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.plan.TaskConfig;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.task.FutureTimeWarning;
import io.kafkaconnect.intercom.validation.ConfigValidator;
import io.kafkaconnect.intercom.validation.ConnectionValidator;
import io.kafkaconnect.intercom.validation.OffsetValidator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Reads a workspace of Intercom into Kafka, one topic per table. Divides Intercom's streams over tasks; has no thread and opens no
 * connection of its own, but for the check behind {@code validate}.
 *
 * <p>Connect calls {@code stop} on pause and {@code start} again on resume, on the same instance.
 */
public final class IntercomSourceConnector extends SourceConnector {

    private Map<String, String> settings;

    @Override
    public String version() {
        return Version.CURRENT;
    }

    @Override
    public ConfigDef config() {
        return IntercomConfig.definition();
    }

    /** Static checks first; Intercom is asked only when they found nothing. Every message is on the setting it concerns. */
    @Override
    public Config validate(Map<String, String> given) {
        List<ConfigValue> values =
                ConfigValidator.check(given, super.validate(given).configValues());
        if (ConfigValidator.clean(values)) {
            ask(new IntercomConfig(given), values);
        }
        return new Config(values);
    }

    private static void ask(IntercomConfig config, List<ConfigValue> values) {
        Map<String, ConfigValue> byKey = new HashMap<>();
        values.forEach(value -> byKey.put(value.name(), value));
        ConnectionValidator check = new ConnectionValidator(config);
        try (IntercomClient client = IntercomClients.impatient(
                config, ConnectionValidator.LIMIT.dividedBy(2), new MonotonicClock(), check)) {
            for (ConnectionValidator.Finding finding : check.findings(client)) {
                byKey.get(finding.setting().key()).addErrorMessage(finding.message());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while checking the settings with Intercom", interrupted);
        }
    }

    @Override
    public void start(Map<String, String> given) {
        settings = new HashMap<>(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return IntercomSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return StreamPlan.divide(StreamPlan.streams(new IntercomConfig(settings)), maxTasks).stream()
                .map(streams -> TaskConfig.of(settings, streams))
                .toList();
    }

    @Override
    public void stop() {
        settings = null;
    }

    /** Each batch is whole entities with the cursor behind them, so that a transaction per poll is all it takes. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> given) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    /** Accepts what the tasks could go on from, so that people can rewind; refuses the rest, naming the key. */
    @Override
    public boolean alterOffsets(Map<String, String> given, Map<Map<String, ?>, Map<String, ?>> offsets) {
        offsets.forEach(OffsetValidator::check);
        FutureTimeWarning timesAhead = new FutureTimeWarning(new MonotonicClock());
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                timesAhead.look(SourcePartition.streamOf(partition), offset);
            }
        });
        return true;
    }
}
