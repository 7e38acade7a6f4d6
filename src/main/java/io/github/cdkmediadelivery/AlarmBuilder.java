package io.github.cdkmediadelivery;

import io.github.cdkmediadelivery.internal.Check;
import io.github.cdkmediadelivery.internal.Pager;
import io.github.cdkmediadelivery.internal.Part;
import io.github.cdkmediadelivery.internal.Placement;
import io.github.cdkmediadelivery.internal.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * The options of all alarms.
 *
 * @param <B> the builder itself, so that calls chain
 */
public abstract sealed class AlarmBuilder<B extends AlarmBuilder<B>>
        permits DeliveryAlarms.Builder, OriginAlarms.Builder {

    final Said said = new Said();
    private final Placement at;
    private final String id;
    private final List<Pager> pagers = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    AlarmBuilder(Construct scope, String id) {
        this.at = Placement.of(scope);
        this.id = id;
    }

    abstract B self();

    /**
     * Who is called when an alarm fires, and when it clears; by default nobody. Alarms may publish to the topic, and
     * use the key that encrypts it: both policies are written where they are of the app, and told to their owners where
     * they are not. {@code alias/aws/sns}, AWS's own key, lets no alarm in.
     *
     * @param topic of the region of the alarms; further calls add further topics
     * @return this
     * @throws IllegalArgumentException when the alarms are built: {@code notify: must be a topic in the region of the
     *     alarms …}
     * @see <a
     *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html">Notifying
     *     users on alarm changes</a>
     */
    public B notify(ITopic topic) {
        Check.present("topic", topic);
        pagers.add(new Pager(topic));
        return self();
    }

    Placement at() {
        return at;
    }

    String id() {
        return id;
    }

    void add(List<? extends Part> more) {
        parts.addAll(more);
    }

    /** Of the one kind, each once. */
    <T extends Part> Stream<T> parts(Class<T> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).distinct();
    }

    void checkPagers() {
        pagers.forEach(pager -> pager.check(at));
    }

    /** The topics, which let the alarms publish now. */
    List<String> admitted(Construct alarms) {
        return pagers.stream().map(pager -> pager.admit(at.within(alarms))).toList();
    }

    /** A share of requests. */
    static double percent(String option, double value) {
        Check.that(
                value > 0 && value < 100,
                option + ": must be between 0 and 100 per cent",
                value,
                "use for example 0.1");
        return value;
    }
}
