package com.acme.frames;

import com.acme.apps.Gone;
import com.acme.apps.Waiting;
import com.acme.job.Infer;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Two jobs of one jar, one after the other, each with a child-first loader of its own. */
public final class FlinkApp {
    private static final List<WeakReference<ClassLoader>> LOADERS = new CopyOnWriteArrayList<>();

    private FlinkApp() {}

    /** Takes the jar of the jobs. */
    public static void main(String[] arguments) throws Exception {
        MiniClusterConfiguration configuration = new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .withRandomPorts()
                .build();
        try (MiniCluster cluster = new MiniCluster(configuration)) {
            cluster.start();
            for (String name : List.of("nightly", "hourly")) {
                JobGraph job =
                        job(name, new Path(java.nio.file.Path.of(arguments[0]).toUri()));
                System.out.println(cluster.executeJobBlocking(job).isJobExecutionResult());
            }
        }
        for (WeakReference<ClassLoader> loader : LOADERS) {
            System.out.println("collected: " + Gone.collected(loader));
        }
        Waiting.untilTold();
        System.exit(3);
    }

    private static JobGraph job(String name, Path jar) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        environment.setParallelism(1);
        environment
                .fromData("Hello", "world", "")
                .map(new Infer())
                .name("infer")
                .disableChaining()
                .sinkTo(new DiscardingSink<>())
                .name("discard");
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(name);
        JobGraph job = graph.getJobGraph();
        job.addJar(jar);
        return job;
    }

    /** Told by each operator which loader its engine has. */
    public static void ran(ClassLoader loader) {
        System.out.println(loader.getClass().getSimpleName());
        LOADERS.add(new WeakReference<>(loader));
    }
}
