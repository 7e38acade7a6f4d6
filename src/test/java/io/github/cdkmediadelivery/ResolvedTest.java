package io.github.cdkmediadelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.s3.CfnBucket;

class ResolvedTest {

    private static final JsonNode TEMPLATE = json(
            """
            {'Parameters': {'Size': {'Type': 'Number', 'Default': 3}},
             'Resources': {
               'Dist': {'Type': 'AWS::CloudFront::Distribution'},
               'Bucket': {'Type': 'AWS::S3::Bucket', 'Properties': {'BucketName': 'videos'}},
               'Role': {'Type': 'AWS::IAM::Role', 'Properties': {'RoleName': 'reader'}},
               'Key': {'Type': 'AWS::KMS::Key'},
               'Secret': {'Type': 'AWS::SecretsManager::Secret', 'Properties': {'Name': 'cdn'}},
               'Group': {'Type': 'AWS::MediaPackageV2::ChannelGroup', 'Properties': {'ChannelGroupName': 'G'}},
               'Endpoint': {'Type': 'AWS::MediaPackageV2::OriginEndpoint', 'Properties': {
                 'ChannelGroupName': {'Fn::Select': [1, {'Fn::Split': ['/', {'Ref': 'Group'}]}]},
                 'ChannelName': 'C', 'OriginEndpointName': 'E'}}}}
            """);

    private final Resolved resolved = Resolved.of(TEMPLATE);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'Ref': 'AWS::AccountId'}                          | 111122223333
                    {'Ref': 'AWS::Region'}                             | eu-west-1
                    {'Ref': 'Size'}                                    | 3
                    {'Ref': 'Bucket'}                                  | videos
                    {'Fn::GetAtt': ['Bucket', 'Arn']}                  | arn:aws:s3:::videos
                    {'Fn::GetAtt': 'Bucket.RegionalDomainName'}        | videos.s3.eu-west-1.amazonaws.com
                    {'Fn::GetAtt': ['Role', 'Arn']}                    | arn:aws:iam::111122223333:role/reader
                    {'Fn::Join': ['-', ['a', {'Ref': 'Size'}]]}        | a-3
                    {'Fn::Select': [1, ['a', {'Ref': 'Bucket'}]]}      | videos
                    {'Fn::Select': ['2', {'Fn::Split': ['.', 'a.b.c']}]} | c
                    {'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}/${!x}'} | arn:aws:s3:::videos/${x}
                    {'Fn::Sub': ['${A}-${Bucket.Arn}', {'A': {'Ref': 'Size'}}]} | 3-arn:aws:s3:::videos
                    {'Ref': 'Endpoint'} | arn:aws:mediapackagev2:eu-west-1:111122223333:channelGroup/G/channel/C/originEndpoint/E
                    """)
    void functionsAreEvaluated(String function, String value) {
        assertThat(resolved.value(json(function)).asText()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'Ref': 'Dist'}                         | E[0-9A-Z]{13}
                    {'Fn::GetAtt': ['Dist', 'DomainName']}  | d[0-9a-z]{13}[.]cloudfront[.]net
                    {'Ref': 'Key'}                          | [0-9a-f-]{36}
                    {'Fn::GetAtt': ['Key', 'Arn']}          | arn:aws:kms:eu-west-1:111122223333:key/[0-9a-f-]{36}
                    {'Ref': 'Secret'} | arn:aws:secretsmanager:eu-west-1:111122223333:secret:cdn-[0-9A-Z]{6}
                    {'Ref': 'AWS::StackId'} | arn:aws:cloudformation:eu-west-1:111122223333:stack/Test/[0-9a-f-]{36}
                    """)
    void inventedValuesHaveTheRightForm(String function, String pattern) {
        assertThat(resolved.value(json(function)).asText()).matches(pattern);
    }

    @Test
    void functionsAreFoundAtAnyDepth() {
        var any = json(
                "{'A': [{'B': {'Ref': 'Bucket'}}, {'Ref': 'AWS::NoValue'}], 'C': {'Ref': 'AWS::NoValue'}, 'D': 1}");

        assertThat(resolved.value(any)).isEqualTo(json("{'A': [{'B': 'videos'}], 'D': 1}"));
    }

    @Test
    void theTestMayChooseAValue() {
        var chosen = resolved.with("Dist", "E1").with("Key.Arn", "arn:k");

        assertThat(chosen.value(json("[{'Ref': 'Dist'}, {'Fn::GetAtt': ['Key', 'Arn']}, {'Fn::Sub': '${Dist}'}]")))
                .isEqualTo(json("['E1', 'arn:k', 'E1']"));
        assertThat(resolved.value(json("{'Ref': 'Dist'}")).asText()).isNotEqualTo("E1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"strong", "weak"})
    void referencesToOtherStacksAreFollowed(String strength) {
        var templates = Synth.templates(app -> {
            app.getNode().setContext("@aws-cdk/core:defaultCrossStackReferences", strength);
            var bucket = new CfnBucket(new Stack(app, "Producer"), "Bucket");
            bucket.setBucketName("videos");
            CfnOutput.Builder.create(new Stack(app, "Consumer"), "Arns")
                    .value(String.join(",", List.of(bucket.getAttrArn(), bucket.getRef())))
                    .build();
        });

        var output = Objects.requireNonNull(templates.get("Consumer")).at("/Outputs/Arns/Value");

        assertThat(output.toString()).contains(strength.equals("weak") ? "Fn::GetStackOutput" : "Fn::ImportValue");
        assertThat(Resolved.of(templates).value("Consumer", output).asText()).isEqualTo("arn:aws:s3:::videos,videos");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'Fn::Cidr': []}                                        | unknown intrinsic function Fn::Cidr
                    {'Ref': 'AWS::Moon'}                                    | unknown pseudo parameter AWS::Moon
                    {'Ref': 'Nothing'}                                      | stack Test has no Nothing
                    {'Fn::ImportValue': 'x'}                                | no stack exports x
                    {'Fn::GetStackOutput': {'StackName': 'S', 'OutputName': 'O'}} | stack S has no output O
                    {'Fn::Select': [2, ['a']]}                              | no element 2 in ["a"]
                    """)
    void whatCannotBeResolvedThrows(String function, String message) {
        assertThatThrownBy(() -> resolved.value(json(function))).hasMessage(message);
    }

    @Test
    void amongSeveralStacksTheTestSaysWhich() {
        var two = Resolved.of(Map.of("A", TEMPLATE, "B", TEMPLATE));

        assertThat(two.value("B", json("{'Ref': 'AWS::StackName'}")).asText()).isEqualTo("B");
        assertThatThrownBy(() -> two.value(json("1"))).hasMessageStartingWith("say in which stack");
        assertThatThrownBy(() -> two.value("C", json("1"))).hasMessageStartingWith("no stack C among");
    }

    private static JsonNode json(String json) {
        try {
            return new ObjectMapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
