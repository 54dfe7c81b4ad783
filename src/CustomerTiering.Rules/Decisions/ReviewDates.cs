using System.Collections.Immutable;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>The review days of a customer: by the policy's schedule, or given by a run.</summary>
public sealed class ReviewDates
{
    private readonly ReviewSchedule? _schedule;
    private readonly ImmutableArray<DateOnly> _grid;
    private readonly DateOnly _inForce;
    private readonly DateOnly? _extra;

    private ReviewDates(ReviewSchedule? schedule, DateOnly inForce, ImmutableArray<DateOnly> grid, DateOnly? extra = null)
    {
        _extra = extra;
        _schedule = schedule;
        _inForce = inForce;
        _grid = grid;
    }

    /// <summary>The policy's schedule. There are no reviews before the day it came into force, from which <c>every</c> counts.</summary>
    public static ReviewDates Of(TierPolicy policy, DateOnly inForceFrom) => new(policy.Movement.Review, inForceFrom, []);

    /// <summary>Reviews on these days only.</summary>
    /// <param name="days">Distinct days, ascending.</param>
    public static ReviewDates On(IEnumerable<DateOnly> days) => new(null, DateOnly.MinValue, [.. days]);

    /// <summary>These reviews, and one on <paramref name="day"/>.</summary>
    public ReviewDates And(DateOnly day) => new(_schedule, _inForce, _grid, day);

    /// <summary>The first review after <paramref name="day"/>, excluded; or null.</summary>
    public DateOnly? Next(DateOnly joined, DateOnly day)
    {
        var from = day < _inForce ? _inForce.AddDays(-1) : day;
        var next = _schedule switch
        {
            ReviewSchedule.Every every => DateGrid.FirstAfter(_inForce, every.Length, from),
            ReviewSchedule.Calendar calendar => Days.EndOf(calendar.Unit, Days.Next(from)),
            ReviewSchedule.Anniversary => Days.EveOfAnniversary(joined, from),
            _ => InGrid(from),
        };
        if (_extra > day && !(next <= _extra)) next = _extra;
        return next == DateOnly.MaxValue ? null : next;
    }

    /// <summary>Whether there is a review on <paramref name="day"/>.</summary>
    public bool IsOn(DateOnly joined, DateOnly day) => day > DateOnly.MinValue && Next(joined, day.AddDays(-1)) == day;

    private DateOnly? InGrid(DateOnly day)
    {
        var found = _grid.BinarySearch(day);
        var index = found >= 0 ? found + 1 : ~found;
        return index < _grid.Length ? _grid[index] : null;
    }
}
