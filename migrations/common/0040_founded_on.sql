-- The day a fund was founded: no movement of its capital is older. Empty where nobody recorded it; then it begins with its first contribution.
ALTER TABLE funds ADD COLUMN founded_on DATE;
