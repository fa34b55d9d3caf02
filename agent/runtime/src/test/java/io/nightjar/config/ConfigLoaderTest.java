package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.DeliverySettings.Alertmanager;
import io.nightjar.config.DeliverySettings.Opsgenie;
import io.nightjar.config.DeliverySettings.PagerDuty;
import io.nightjar.config.DeliverySettings.Slack;
import io.nightjar.config.DeliverySettings.Webhook;
import io.nightjar.detect.DetectionSettings;
import io.nightjar.detect.MemoryKind;
import io.nightjar.detect.OperationLimits;
import io.nightjar.detect.SeverityBands;
import io.nightjar.detect.ThroughputArm;
import io.nightjar.log.AgentLog;
import io.nightjar.notify.RateLimit;
import io.nightjar.record.OperationSpec;
import io.nightjar.sink.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final List<String> EVERY_SIGNAL =
            List.of("latency", "errors", "throughput", "silence", "first-chunk", "tokens", "memory");

    @TempDir
    Path directory;

    @Test
    void shouldUseTheDefaultsOfTheContractWhenNothingIsSet() {
        NightjarConfig config = Load.argument(null)
                .property("sun.java.command", "com.acme.Main 1 2")
                .valid();

        assertThat(config.enabled()).isTrue();
        assertThat(config.service()).isEqualTo("com.acme.Main");
        assertThat(config.instance()).endsWith(":" + ProcessHandle.current().pid());
        assertThat(config.watch().entries()).containsExactly("auto");
        assertThat(config.watch().operations()).isEmpty();
        assertThat(config.watch().directory()).isNull();
        assertThat(config.switchedOff()).isEmpty();
        assertThat(config.source()).isEqualTo("defaults");
        assertThat(config.sampling()).isEqualTo(new SamplingSettings(Duration.ofSeconds(5), Set.of(), List.of(), null));
        assertThat(config.log()).isEqualTo(new LogSettings(AgentLog.Level.INFO, null, AgentLog.Format.TEXT, null));
        assertThat(config.delivery()).isEqualTo(Settings.delivery(new DeliverySettings.Http(null, Proxies.NONE), null));
    }

    @Test
    void shouldUseTheDetectionDefaultsOfTheContractWhenNothingIsSet() {
        DetectionSettings detection = Load.argument("").valid().detection();

        OperationLimits limits = detection.limits().apply(OperationSpec.of("a.b", "engine"));
        assertThat(limits)
                .isEqualTo(new OperationLimits(
                        1000,
                        10_000,
                        0.05,
                        10,
                        List.of(),
                        OptionalDouble.empty(),
                        ThroughputArm.REACHED,
                        new SeverityBands(2, 3),
                        Duration.ofSeconds(60),
                        EVERY_SIGNAL));
        assertThat(detection.layerThroughput().throughputThresholdPerSecond()).hasValue(1);
        assertThat(detection.memoryThresholdPercent()).isEqualTo(90);
        assertThat(detection.memorySeverity()).isEqualTo(new SeverityBands(0.5, 0.9));
        assertThat(detection.notifications().rateLimit())
                .isEqualTo(RateLimit.of(Duration.ofSeconds(300), false, false));
        assertThat(detection.notifications().historySize()).isEqualTo(1000);
        assertThat(detection.resolveAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(detection.pendingFor()).isZero();
        assertThat(detection.constantLabels()).containsOnlyKeys("service", "instance");
    }

    @Test
    void shouldMeanTheSameWhenEveryDefaultIsWrittenOut() {
        StringBuilder text = new StringBuilder();
        for (Key key : Key.values()) {
            boolean ofGroups = key.text().contains(".group-"); // which there are none of by default
            if (key.defaultValue() != null && !ofGroups) {
                text.append(key.text()).append('=').append(key.defaultValue()).append('\n');
            }
        }

        NightjarConfig written = Load.file(directory, text.toString()).valid();
        NightjarConfig silent = Load.argument("").valid();

        assertThat(written.watch().entries()).isEqualTo(silent.watch().entries());
        assertThat(written.sampling()).isEqualTo(silent.sampling());
        assertThat(written.delivery()).isEqualTo(silent.delivery());
        assertThat(written.log()).isEqualTo(silent.log());
        OperationSpec operation = OperationSpec.of("a.b", "engine");
        assertThat(written.detection().limits().apply(operation))
                .isEqualTo(silent.detection().limits().apply(operation));
        assertThat(written.detection())
                .usingRecursiveComparison()
                .ignoringFields("limits")
                .isEqualTo(silent.detection());
    }

    @Test
    void shouldReadEveryKeyWhenTheFileSetsThem() throws Exception {
        Files.writeString(directory.resolve("ca.pem"), "certificate");
        String routingKey = "0123456789abcdef0123456789ABCDEF";
        NightjarConfig config =
                Load.file(directory, """
                        enabled = false
                        service = checkout
                        instance = pod-7
                        labels.team = vision
                        labels.env = prod
                        watch = onnxruntime, com.acme.Engine#infer(String,int), !com.acme.Engine#warm*
                        latency.threshold = 1.5s
                        stuck.threshold = 2m
                        error-rate.threshold = 0.25
                        error-rate.min-requests = 3
                        errors.ignore = com.acme.Busy, java.io.EOFException
                        memory.threshold = 7%
                        memory.check = heap, container
                        gpu.devices = 0, GPU-12ab
                        memory.interval = 250ms
                        throughput.threshold = 120/m
                        throughput.arm = always
                        window = 5m
                        severity.error = 1.5
                        severity.critical = 4
                        memory.severity.error = 20%
                        memory.severity.critical = 0.8
                        alerts.rate-limit = 1h
                        alerts.rate-limit.per = operation
                        alerts.rate-limit.escalation = true
                        alerts.history = 50
                        alerts.resolve-after = 30
                        alerts.for = 10s
                        alerts.to = log, webhook, alertmanager, pagerduty, opsgenie, slack
                        alerts.spool = spool
                        webhook.url = https://hooks.acme.com/in?x=1
                        webhook.secret = whsec_c2VjcmV0
                        webhook.header.X-Team = vision
                        webhook.timeout = 900ms
                        webhook.format = alertmanager
                        http.ca-file = ca.pem
                        http.proxy = http://proxy:3128
                        alertmanager.url = http://am1:9093, http://am2:9093/prefix
                        alertmanager.user = night
                        alertmanager.password = jar
                        pagerduty.routing-key = %s
                        opsgenie.api-key = genie
                        opsgenie.url = https://api.eu.opsgenie.com
                        slack.url = https://hooks.slack.com/services/T/B/X
                        gpu.library = /opt/libnvidia-ml.so.1
                        log.level = debug
                        log.file = agent.log
                        log.format = json
                        """.replace("%s", routingKey)).valid();

        assertThat(config.enabled()).isFalse();
        assertThat(config.service()).isEqualTo("checkout");
        assertThat(config.instance()).isEqualTo("pod-7");
        assertThat(config.switchedOff()).isEmpty();
        assertThat(config.source())
                .isEqualTo(directory.resolve("nightjar.properties").toString());
        assertThat(config.watch().entries())
                .containsExactly("onnxruntime", "com.acme.Engine#infer(String,int)", "!com.acme.Engine#warm*");
        assertThat(config.watch().directory()).isEqualTo(directory);
        assertThat(config.sampling())
                .isEqualTo(new SamplingSettings(
                        Duration.ofMillis(250),
                        Set.of(MemoryKind.HEAP, MemoryKind.CONTAINER),
                        List.of("0", "GPU-12ab"),
                        Path.of("/opt/libnvidia-ml.so.1")));
        assertThat(config.log())
                .isEqualTo(new LogSettings(
                        AgentLog.Level.DEBUG, directory.resolve("agent.log"), AgentLog.Format.JSON, null));

        DetectionSettings detection = config.detection();
        assertThat(detection.limits().apply(OperationSpec.of("a", "engine")))
                .isEqualTo(new OperationLimits(
                        1500,
                        120_000,
                        0.25,
                        3,
                        List.of("com.acme.Busy", "java.io.EOFException"),
                        OptionalDouble.empty(),
                        ThroughputArm.ALWAYS,
                        new SeverityBands(1.5, 4),
                        Duration.ofMinutes(5),
                        EVERY_SIGNAL));
        assertThat(detection.layerThroughput().throughputThresholdPerSecond()).hasValue(2);
        assertThat(detection.memoryThresholdPercent()).isEqualTo(7);
        assertThat(detection.memorySeverity()).isEqualTo(new SeverityBands(0.2, 0.8));
        assertThat(detection.notifications().rateLimit()).isEqualTo(RateLimit.of(Duration.ofHours(1), true, true));
        assertThat(detection.notifications().historySize()).isEqualTo(50);
        assertThat(detection.resolveAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(detection.pendingFor()).isEqualTo(Duration.ofSeconds(10));
        assertThat(detection.constantLabels().toString())
                .isEqualTo("{service=checkout, instance=pod-7, env=prod, team=vision}");

        DeliverySettings delivery = config.delivery();
        assertThat(Settings.of(delivery, Webhook.class))
                .isEqualTo(new DeliverySettings.Webhook(
                        URI.create("https://hooks.acme.com/in?x=1"),
                        Secret.of("whsec_c2VjcmV0"),
                        Map.of("X-Team", Secret.of("vision")),
                        Duration.ofMillis(900),
                        DeliverySettings.WebhookFormat.ALERTMANAGER));
        assertThat(Settings.of(delivery, Alertmanager.class))
                .isEqualTo(new DeliverySettings.Alertmanager(
                        List.of(URI.create("http://am1:9093"), URI.create("http://am2:9093/prefix")),
                        "night",
                        Secret.of("jar"),
                        null));
        assertThat(Settings.of(delivery, PagerDuty.class).routingKey()).isEqualTo(Secret.of(routingKey));
        assertThat(Settings.of(delivery, PagerDuty.class).url()).hasHost("events.pagerduty.com");
        assertThat(Settings.of(delivery, Opsgenie.class))
                .isEqualTo(
                        new DeliverySettings.Opsgenie(Secret.of("genie"), URI.create("https://api.eu.opsgenie.com")));
        assertThat(Settings.of(delivery, Slack.class).url()).hasPath("/services/T/B/X");
        assertThat(delivery.http())
                .isEqualTo(new DeliverySettings.Http(directory.resolve("ca.pem"), URI.create("http://proxy:3128")));
        assertThat(delivery.spool()).isEqualTo(directory.resolve("spool"));
    }

    @Test
    void shouldReadNamedOperationsWhenTheFileHasThem() {
        NightjarConfig config = Load.file(directory, """
                        watch =
                        operation.rank.match = com.acme.Ranker#rank(..), !com.acme.Ranker#rank(int)
                        operation.rank.complete = future
                        operation.rank.layer = engine
                        operation.rank.label.model = arg0.modelName
                        operation.v2.score.match = +com.acme.Scorer#score
                        operation.v2.score.latency.threshold = 50
                        """).valid();

        assertThat(config.watch().entries()).isEmpty();
        assertThat(config.watch().operations())
                .containsExactlyInAnyOrder(
                        new OperationDefinition(
                                "rank",
                                List.of("com.acme.Ranker#rank(..)", "!com.acme.Ranker#rank(int)"),
                                "future",
                                "engine"),
                        new OperationDefinition("v2.score", List.of("+com.acme.Scorer#score"), "auto", "custom"));
        assertThat(config.watch().values())
                .containsExactly(new OperationValues("rank", Map.of("model", "arg0.modelName"), null));
        assertThat(latencyMillis(config, "v2.score")).isEqualTo(50);
    }

    @Test
    void shouldReadLabelsAndFailuresOfAnyOperationTheMostSpecificFirst() {
        NightjarConfig config = Load.file(directory, """
                        operation.*.label.tenant = arg0.tenant
                        operation.langchain4j.chat.failed = result.isError
                        operation.lang*.failed = arg0.exception
                        operation.lang*.label.tenant = this.tenant
                        """).valid();

        assertThat(config.watch().operations()).isEmpty();
        assertThat(config.watch().values())
                .containsExactly(
                        new OperationValues("langchain4j.chat", Map.of(), "result.isError"),
                        new OperationValues("lang*", Map.of("tenant", "this.tenant"), "arg0.exception"),
                        new OperationValues("*", Map.of("tenant", "arg0.tenant"), null));
    }

    @Test
    void shouldReadDetailsOfAnyOperation() {
        NightjarConfig config = Load.file(directory, """
                        operation.lang*.detail.tenant = arg0.tenant
                        operation.lang*.detail.why = thrown.message
                        """).valid();

        assertThat(config.watch().values())
                .containsExactly(new OperationValues(
                        "lang*", Map.of(), Map.of("tenant", "arg0.tenant", "why", "thrown.message"), null));
        assertThat(Load.file(directory, "operation.chat.detail.1st = arg0\n").problems())
                .singleElement()
                .asString()
                .contains("operation.chat.detail.1st", "begins with no digit");
        assertThat(Load.file(directory, "operation.chat.detail.tenant = argument\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("operation.chat.detail.tenant", "a value path begins with");
    }

    @Test
    void shouldSayWhatIsMeantWhenAPathOfTheContextIsWrong() {
        for (String[] wrong : new String[][] {
            {"label.user = mdc", "mdc needs a key"},
            {"label.user = mdc.", "mdc needs a key"},
            {"label.user = mcd.user.id", "did you mean mdc.user.id?"},
            {"label.user = thread.name", "nothing follows thread"},
            {"detail.user = loader.name", "nothing follows loader"},
            {"detail.user = trace.id", "nothing follows trace"},
            {"detail.user = treads", "did you mean thread?"},
            {"failed = thread", "every call has that"},
        }) {
            assertThat(Load.file(directory, "operation.chat." + wrong[0] + "\n").problems())
                    .as(wrong[0])
                    .singleElement()
                    .asString()
                    .contains(wrong[1]);
        }
        for (String right : List.of("mdc.user", "mdc.user.id", "mdc.X-Request-Id", "thread", "loader", "trace")) {
            assertThat(Load.file(directory, "operation.chat.detail.x = " + right + "\n")
                            .valid()
                            .watch()
                            .values())
                    .hasSize(1);
        }
    }

    @Test
    void shouldRefuseAFailureThatCannotBeReadFromWhatReturned() {
        assertThat(Load.file(directory, "operation.chat.failed = thrown.cause\n")
                        .problems())
                .singleElement()
                .asString()
                .contains("operation.chat.failed", "threw nothing");
        assertThat(Load.file(directory, "operation.chat.failed = resultat\n").problems())
                .singleElement()
                .asString()
                .contains(
                        "this, arg0 to arg254, result, thrown, mdc.<key>, thread, loader or trace",
                        "did you mean result?");
        assertThat(Load.file(directory, "operation.chat.faild = result\n").problems())
                .singleElement()
                .asString()
                .contains("operation.chat.failed");
        assertThat(Load.file(directory, "operation.*.complete = future\n").problems())
                .singleElement()
                .asString()
                .contains("no * in its name");
    }

    @Test
    void shouldTakeTheMostSpecificNameWhenSeveralMatch() {
        NightjarConfig config = Load.file(directory, """
                        latency.threshold = 9s
                        operation.*.latency.threshold = 1ms
                        operation.lang*.latency.threshold = 2ms
                        operation.*chain4j.chat.latency.threshold = 3ms
                        operation.langchain4j.chat.latency.threshold = 4ms
                        operation.langchain4j.chat.window = 30s
                        operation.lang*.error-rate.threshold = 50%
                        operation.lang*.throughput.threshold = 4/s
                        """).valid();

        assertThat(latencyMillis(config, "djl.predict")).isEqualTo(1);
        assertThat(latencyMillis(config, "langchain4j.embed")).isEqualTo(2);
        assertThat(latencyMillis(config, "xchain4j.chat")).isEqualTo(3);
        OperationLimits chat = config.detection().limits().apply(OperationSpec.of("langchain4j.chat", "client"));
        assertThat(chat.latencyThresholdMillis()).isEqualTo(4);
        assertThat(chat.stuckThresholdMillis()).isEqualTo(40);
        assertThat(chat.errorRateThreshold()).isEqualTo(0.5);
        assertThat(chat.throughputThresholdPerSecond()).hasValue(4);
        assertThat(chat.window()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldPreferThePresetsDefaultOnlyWhenTheUserSetNone() {
        OperationSpec chat = new OperationSpec(
                "openai.chat", "client", OptionalLong.of(30_000_000_000L), OptionalLong.of(300_000_000_000L));

        NightjarConfig untouched = Load.argument("").valid();
        NightjarConfig global = Load.argument("latency.threshold=200ms").valid();
        NightjarConfig own = Load.argument("operation.openai.*.latency.threshold=7s;latency.threshold=200ms")
                .valid();
        NightjarConfig stuck = Load.argument("stuck.threshold=1m").valid();

        assertThat(untouched.detection().limits().apply(chat))
                .extracting(OperationLimits::latencyThresholdMillis, OperationLimits::stuckThresholdMillis)
                .containsExactly(30_000.0, 300_000.0);
        assertThat(global.detection().limits().apply(chat))
                .extracting(OperationLimits::latencyThresholdMillis, OperationLimits::stuckThresholdMillis)
                .containsExactly(200.0, 2_000.0);
        assertThat(own.detection().limits().apply(chat))
                .extracting(OperationLimits::latencyThresholdMillis, OperationLimits::stuckThresholdMillis)
                .containsExactly(7_000.0, 70_000.0);
        assertThat(stuck.detection().limits().apply(chat))
                .extracting(OperationLimits::latencyThresholdMillis, OperationLimits::stuckThresholdMillis)
                .containsExactly(30_000.0, 60_000.0);
    }

    @Test
    void shouldReadSecretsWhenReferred() throws Exception {
        Files.writeString(directory.resolve("token"), "from-file\n");
        NightjarConfig config = Load.file(directory, """
                        alerts.to = webhook
                        webhook.url = https://hooks.acme.com/${env:HOOK}
                        webhook.header.Authorization = Bearer ${file:token}
                        labels.pod = ${env:POD}
                        """)
                .variable("HOOK", "a/b")
                .variable("POD", "p-1")
                .valid();

        assertThat(Settings.of(config.delivery(), Webhook.class).url()).hasPath("/a/b");
        assertThat(Settings.of(config.delivery(), Webhook.class)
                        .headers()
                        .get("Authorization")
                        .reveal())
                .isEqualTo("Bearer from-file");
        assertThat(config.detection().constantLabels()).containsEntry("pod", "p-1");
    }

    private static double latencyMillis(NightjarConfig config, String operation) {
        return config.detection()
                .limits()
                .apply(OperationSpec.of(operation, "engine"))
                .latencyThresholdMillis();
    }
}
