package io.github.cdkmediadelivery.internal;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.ITopic;

/**
 * Who is called: a topic, to which alarms may publish.
 *
 * <p>A topic lets alarms of its account publish by its first policy, which the CDK replaces as soon as it writes any
 * statement ({@code enforceSsl} does): without another they are refused, and nobody hears of it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">Alarms that
 *     notify a topic</a>
 */
public record Pager(ITopic topic) {

    private static final Principal ALARMS = Principal.service("cloudwatch.amazonaws.com");

    /** CloudWatch calls topics of the alarm's own region alone. */
    public void check(Placement at) {
        String region = Home.knownRegionOf(topic);
        Check.that(
                !KnownArn.differ(region, at.knownRegion()),
                "notify: must be a topic in the region of the alarms",
                region,
                "make one in a stack of '" + at.knownRegion() + "'");
    }

    /** Lets the account's alarms publish, and use the topic's key if it has one. */
    public String admit(Placement at) {
        String arn = topic.getTopicArn();
        Statement publish = mayPublish(arn, at.account());
        publish.addTo(
                topic::addToResourcePolicy,
                at,
                new Warnings.Untold(
                        "alarm-topic-policy",
                        "The policy of an imported topic was not written, so that it may refuse the alarms.",
                        mayPublish("arn:aws:sns:REGION:ACCOUNT:TOPIC", "ACCOUNT")
                                .json(),
                        publish::json,
                        "AlarmTopicPolicyStatement"));
        IKey key = topic.getMasterKey();
        if (key != null) {
            Statement encrypt = mayEncrypt(at.account());
            encrypt.addTo(
                    added -> key.addToResourcePolicy(added, true),
                    at,
                    new Warnings.Untold(
                            "alarm-key-policy",
                            "The policy of an imported key was not written, so that the topic may refuse the alarms.",
                            mayEncrypt("ACCOUNT").json(),
                            encrypt::json,
                            "AlarmKeyPolicyStatement"));
        }
        return arn;
    }

    private static Statement mayPublish(String topicArn, String account) {
        return Statement.allow(ALARMS, "sns:Publish")
                .named("AllowAlarms")
                .on(topicArn)
                .when(of(account));
    }

    private static Statement mayEncrypt(String account) {
        return Statement.allow(ALARMS, "kms:GenerateDataKey*", "kms:Decrypt")
                .named("AllowAlarms")
                .on("*")
                .when(of(account));
    }

    private static Condition of(String account) {
        return new Condition("StringEquals", "aws:SourceAccount", account);
    }
}
