namespace CustomerTiering.Appeals;

public enum AppealStatus
{
    Filed,
    UnderReview,
    Upheld,
    Dismissed,
    Closed,
}

/// <summary>A step taken by a person.</summary>
/// <param name="Text">The text of the step, sealed.</param>
public sealed record AppealStep(string By, DateTimeOffset At, SealedField? Text);

/// <summary>The complete state of an appeal. The read model's row is identical.</summary>
/// <param name="Ladder">The ladder of the decision.</param>
/// <param name="Decision">The contested decision.</param>
/// <param name="Deadline">The last day for a timely answer, included, UTC.</param>
/// <param name="Filed">Who filed it, when, and the grounds.</param>
/// <param name="Review">Who is reviewing it, and since when.</param>
/// <param name="Answer">Who answered it, when, and the text of the answer.</param>
/// <param name="NewDecision">The new decision that answers the appeal.</param>
/// <param name="Override">The override that answers the appeal.</param>
/// <param name="Missed">Whether the deadline passed without an answer.</param>
public sealed record AppealState(
    Guid Customer, string Ladder, Guid Decision, AppealStatus Status, string Channel, DateOnly Deadline, AppealStep Filed, AppealStep? Review = null,
    AppealStep? Answer = null, Guid? NewDecision = null, Guid? Override = null, bool Missed = false, int Version = 1)
{
    private const string Prefix = "appeal/";

    /// <summary>Whether it awaits an answer.</summary>
    public bool IsOpen => Status is AppealStatus.Filed or AppealStatus.UnderReview;

    public static StreamId Stream(Guid id) => new($"{Prefix}{id:D}");

    internal static string KeyOf(StreamId stream) => stream.Value[Prefix.Length..];

    public static AppealState Apply(AppealState? state, object body, RecordedEvent recorded)
    {
        AppealStep Step(string member, Personal? text) => new(recorded.Actor, recorded.Recorded, SealedField.Of(recorded, member, text));
        var after = body switch
        {
            AppealFiled e => new(e.Customer, e.Ladder, e.Decision, AppealStatus.Filed, e.Channel, e.Deadline, Step("grounds", e.Grounds)),
            AppealTakenUp => state! with { Status = AppealStatus.UnderReview, Review = Step("", null) },
            AppealUpheld e => state! with
            {
                Status = AppealStatus.Upheld,
                Answer = Step("comment", e.Comment),
                NewDecision = e.Decision,
                Override = e.Override,
            },
            AppealDismissed e => state! with { Status = AppealStatus.Dismissed, Answer = Step("reasons", e.Reasons) },
            AppealClosed => state! with { Status = AppealStatus.Closed, Answer = Step("", null) },
            AppealDeadlineMissed => state! with { Missed = true },
            _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of an appeal."),
        };
        return after with { Version = recorded.Version };
    }
}
