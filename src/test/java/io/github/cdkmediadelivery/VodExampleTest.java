package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdkmediadelivery.Findings.Finding;
import io.github.cdkmediadelivery.examples.Vod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

/** The example stack {@link Vod}: its whole template, what reviewers find in it, and that its page finds its files. */
class VodExampleTest {

    private static final Path SITE = Path.of("target", "player", "site");
    private static final Path SAMPLE = Path.of("target", "player", "sample");

    @Test
    void theTemplateIsTheOneThatWasReviewed() {
        Golden.assertMatches("Vod", template());
    }

    @Test
    void nothingIsFoundInItThatWasNotAcknowledged() {
        var findings = Findings.of(VodExampleTest::define);

        assertThat(findings.open()).isEmpty();
        assertThat(findings.acknowledged())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(
                        "AwsSolutions-S1",
                        "AwsSolutions-S1",
                        "AwsSolutions-CFR1",
                        "AwsSolutions-CFR2",
                        "AwsSolutions-CFR3",
                        "AwsSolutions-CFR4",
                        "AwsSolutions-L1",
                        "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]",
                        "AwsSolutions-IAM5[Action::s3:GetBucket*]",
                        "AwsSolutions-IAM5[Action::s3:GetObject*]",
                        "AwsSolutions-IAM5[Action::s3:List*]",
                        "AwsSolutions-IAM5[Action::s3:Abort*]",
                        "AwsSolutions-IAM5[Action::s3:DeleteObject*]",
                        "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]",
                        "AwsSolutions-IAM5[Resource::<FilmsBucket99183E07.Arn>/*]",
                        "AwsSolutions-IAM5[Resource::<SiteE53D7754.Arn>/*]");
    }

    @Test
    void pageAndFilmsShareADomainAndNeedNoCors() {
        var template = new Resources(template());
        var resolved = template.resolved(template.config());

        assertThat(resolved.path("Origins"))
                .extracting(origin -> origin.path("DomainName").asText())
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(resolved.at("/DefaultCacheBehavior/TargetOriginId"))
                .isNotEqualTo(resolved.at("/CacheBehaviors/0/TargetOriginId"));
        assertThat(StreamSupport.stream(resolved.path("CacheBehaviors").spliterator(), false))
                .extracting(behavior -> behavior.path("PathPattern").asText())
                .containsExactly("/video/*.m3u8", "/video/*.mpd", "/video/*");
        assertThat(template.template().toString()).doesNotContain("CorsConfiguration", "ResponseHeadersPolicyId");
    }

    @Test
    void everythingThatThePageLoadsIsBesideIt() {
        assertThat(named("(?:src|href)=\"([^\"]+)\"", SITE.resolve("index.html")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(SITE.resolve(file)).isNotEmptyFile());
    }

    @Test
    void everythingThatTheManifestNamesIsBesideIt() {
        var manifest = SAMPLE.resolve("index.m3u8");

        assertThat(Stream.concat(
                        named("URI=\"([^\"]+)\"", manifest).stream(), named("(?m)^([^#\\s].*)$", manifest).stream()))
                .hasSizeGreaterThan(1)
                .allSatisfy(file -> assertThat(SAMPLE.resolve(file)).isNotEmptyFile());
    }

    private static List<String> named(String pattern, Path file) {
        try {
            return Pattern.compile(pattern)
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void define(App app) {
        new Vod(app, "Vod");
    }

    private static JsonNode template() {
        return Objects.requireNonNull(Synth.templates(VodExampleTest::define).get("Vod"));
    }
}
